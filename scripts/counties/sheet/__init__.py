"""Paper: fonts, pages, rules, and how blocks are put on them, as PDF or as the text that a crawler keeps."""
