# Who may do what to a record, and why.

access = Who can see this?
access-title = Rights to “{ $title }”
access-lead = What the rights of this installation say about one record, read from where they are decided.
access-who = Who
access-what = Does what
access-field = With what
access-whole = The record
access-by = By what
access-ask-button = Explain
access-verdict = { $who }: { $action }
access-for = For it
access-against = Not
access-reaches = Reaches it.
access-reaches-not = Does not reach it.
access-others = These roles have it: { $roles }.
access-ask = Ask an administrator for it.
access-program = The program asks nobody.
access-active = { $who } is active.
access-inactive = { $who } is not active.
access-right = { $path }: { $action }, { $scope }
access-where = where { $filter }
access-no-right = No role at hand: { $action }
access-rule = Sharing rule { $rule }
access-share = Shared, itself
access-key = The roles of the key do not reach so far.
access-subject = What it is about is within reach.
access-subject-not = What it is about is out of reach.
access-restriction = Restriction { $restriction } takes it away, whatever roles say.
access-class = { $path }: { $class }, { $scope }
access-no-class = No role at hand shows this class: { $class }
access-audience = { $action }: { $count ->
    [one] 1 person
   *[other] { $number } people
}
access-nobody = Nobody may do this.
access-more = And { $number } more.
