# Home.

home-tasks = To do
home-new-task = New task
home-late = Overdue
home-today = Today
home-week = The coming days
home-all-late = Show all overdue
home-no-tasks = Nothing to do this week.
home-no-tasks-do = Your tasks, calls and meetings appear here as they come near.
home-recent = Recent changes
home-recent-none = Nothing yet. What changes in your records, and in those of your groups, appears here.
home-created = Created by { $who }
home-changed = Changed by { $who }
home-changed-fields = { $who } changed: { $fields }
home-needs = Waiting for you
home-leads-unowned = { $count ->
    [one] { $number } lead has no owner
   *[other] { $number } leads have no owner
}
home-deals-unowned = { $count ->
    [one] { $number } deal has no owner
   *[other] { $number } deals have no owner
}
home-organisations-unowned = { $count ->
    [one] { $number } organisation has no owner
   *[other] { $number } organisations have no owner
}
home-users-unprofiled = { $count ->
    [one] { $number } user has no profile
   *[other] { $number } users have no profile
}
home-deals = My open deals
home-deals-none = You have no open deals. They appear here by stage, with their value.
home-deals-total = Total
home-jobs-failed = { $count ->
    [one] { $number } job failed this week
   *[other] { $number } jobs failed this week
}
home-users-waiting = { $count ->
    [one] { $number } user has no password yet
   *[other] { $number } users have no password yet
}
