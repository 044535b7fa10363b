# Who may do what to a record, and why.

access = Who can see this?
access-title = Rights to “{ $title }”
access-lead = Who may do what with this record, and which role or rule decides it.
access-who = Who
access-what = Does what
access-field = With what
access-whole = The record
access-by = By what
access-ask-button = Explain
access-verdict = { $who }: { $action }
access-for = For it
access-against = Against
access-reaches = Reaches it.
access-reaches-not = Does not reach it.
access-others = Roles that allow it: { $roles }.
access-ask = Ask an administrator for access.
access-program = Rights do not apply to the program itself.
access-active = { $who } is active.
access-inactive = { $who } is not active.
access-right = { $path }: { $action }, { $scope }
access-where = where { $filter }
access-no-right = No role allows this: { $action }
access-rule = Sharing rule { $rule }
access-share = This record was shared
access-key = The roles of the key do not reach so far.
access-subject = What it is about is within reach.
access-subject-not = What it is about is out of reach.
access-restriction = The restriction { $restriction } forbids it, whatever roles allow.
access-class = { $path }: { $class }, { $scope }
access-no-class = No role shows this data class: { $class }
access-audience = { $action }: { $count ->
    [one] 1 person
   *[other] { $number } people
}
access-nobody = Nobody may do this.
access-more = And { $number } more.
