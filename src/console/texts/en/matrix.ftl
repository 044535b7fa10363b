# The matrix of roles, record types and actions.

matrix-lead = How far each action reaches, by record type. What is given under a condition, data classes and duties are changed with the role as a whole.
matrix-all = Everything of this role
matrix-compare = Compare roles
matrix-conditions = Given under a condition
matrix-some = some: { $scope }
matrix-by-type = Roles by record type
matrix-by-type-lead = Who can do what to records of one type.
matrix-show = Show
matrix-one = One role
matrix-two = The other role
matrix-same = They give the same.
matrix-what = What
