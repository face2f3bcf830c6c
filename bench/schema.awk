# Writes a schema of n tables as YAML: a primary key, a unique constraint, a check, a foreign key to the table before
# (nine of ten), and two indexes, one of them partial (with plain=1, for servers that have none: of two columns).
# With changed=1 every hundredth table has a longer code, one more column and an index of it.
BEGIN {
  print "tables:"
  for (i = 1; i <= n; i++) {
    t = sprintf("table_%05d", i)
    differs = changed && i % 100 == 1
    print "  " t ":"
    print "    columns:"
    print "      id: bigint identity"
    print "      code: varchar(" (differs ? 80 : 40) ") not null"
    print "      status: varchar(20) not null default 'new'"
    print "      quantity: integer not null default 0"
    print "      note: text"
    print "      created_at: timestamp not null default current_timestamp"
    if (i % 10 != 1) print "      previous_id: bigint"
    if (differs) print "      priority: integer"
    print "    primary_key: [id]"
    print "    unique:"
    print "      " t "_code_key: [code]"
    print "    checks:"
    print "      " t "_quantity_check: quantity >= 0"
    if (i % 10 != 1) {
      print "    foreign_keys:"
      printf "      %s_previous_fk: { columns: [previous_id], references: table_%05d(id) }\n", t, i - 1
    }
    print "    indexes:"
    print "      " t "_created_at_idx: [created_at]"
    if (plain) print "      " t "_open_idx: [status, created_at]"
    else print "      " t "_open_idx: { columns: [created_at], where: \"status = 'new'\" }"
    if (differs) print "      " t "_priority_idx: [priority]"
  }
}
