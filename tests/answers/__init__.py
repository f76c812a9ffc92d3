"""What everybody is answered at every address, asked once and looked at by five tables.

Who gets which answer, with how many queries, that reading writes nothing, that nothing of another county
and no personal number is told: all of it is seen in the same answers. The fixture ``answers`` keeps them
for the tests of this package, which therefore run in one process.
"""
