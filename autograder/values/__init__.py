"""What crosses a wall: what is wanted of a notebook, what came out of it, and how both are written.

    Export  -> what a question needs of a notebook: a variable, in one of the FORMS
    Value   -> what came out for it, or one of the PROBLEMS
    Call    -> what a function or layer that stayed in its notebook is called with
    Reply   -> what one call gave
    Port    -> whoever has the calls made

`Reader` reads them where the student's code runs, in a graded notebook as in a live one. `Codec` and
`message` write frozen dataclasses as plain JSON and arrays, and read what a hostile process wrote.

This room needs NumPy and safetensors, and nothing else of the kit.
"""
