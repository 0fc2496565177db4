GRADES = "postgresql://grader:russet-4-crates@db.orchard.internal:5432/grades"
