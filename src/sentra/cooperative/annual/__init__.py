"""The pack of the annual meeting (berkas RAT): a book year's papers in one PDF, built in the background."""
