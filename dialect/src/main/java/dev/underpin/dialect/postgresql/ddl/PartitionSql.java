package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;

/** The statements that make a table a partition or a child of another one, and end that. */
public record PartitionSql(PostgresDdl ddl) {
  /** Makes a table that is there a partition of another one. */
  public String attach(QualifiedName table, Partition partition) {
    return ddl.alter(partition.of(), "ATTACH PARTITION {} {}", table, partition.bound());
  }

  /** Makes a partition a table of its own. */
  public String detach(QualifiedName table, Partition partition) {
    return ddl.alter(partition.of(), "DETACH PARTITION {}", table);
  }

  /** Makes a table inherit from another one. */
  public String inherit(QualifiedName table, QualifiedName parent) {
    return ddl.alter(table, "INHERIT {}", parent);
  }

  /** Ends that. */
  public String noInherit(QualifiedName table, QualifiedName parent) {
    return ddl.alter(table, "NO INHERIT {}", parent);
  }
}
