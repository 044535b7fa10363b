# What comes with the program: roles, profiles, the pipeline and its stages, as long as nobody renames them.

shipped-everybody = Everybody
shipped-administrator = Administrator
shipped-management = Management
shipped-sales = Sales
shipped-sales-assistant = Sales assistant
shipped-support = Support
shipped-finance = Finance
shipped-read-only = Read-only
shipped-new = New
shipped-qualified = Qualified
shipped-proposal = Proposal
shipped-negotiation = Negotiation
shipped-won = Won
shipped-lost = Lost
