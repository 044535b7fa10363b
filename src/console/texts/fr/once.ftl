# Ce qui n’est affiché qu’une fois.

copy = Copier
copied = Copié.
key-shown = Une clé n’est affichée qu’une fois, et celle-ci l’a été. Si vous ne l’avez pas conservée, révoquez-la ici et créez-en une autre.
link-shown = Un lien n’est affiché qu’une fois, et celui-ci l’a été. Si vous ne l’avez pas conservé, créez-en un autre : il le remplacera.
