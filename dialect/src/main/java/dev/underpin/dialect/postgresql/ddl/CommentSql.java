package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that give objects their comments, or take them away. */
public record CommentSql(PostgresDdl ddl) {
  public String onNamespace(String namespace, Optional<String> comment) {
    return ddl.sql("COMMENT ON SCHEMA {} IS {}", namespace, text(comment));
  }

  public String onTable(QualifiedName table, Optional<String> comment) {
    return ddl.sql("COMMENT ON TABLE {} IS {}", table, text(comment));
  }

  public String onColumn(QualifiedName table, String column, Optional<String> comment) {
    return ddl.sql("COMMENT ON COLUMN {}.{} IS {}", table, column, text(comment));
  }

  public String onConstraint(QualifiedName table, String constraint, Optional<String> comment) {
    return ddl.sql("COMMENT ON CONSTRAINT {} ON {} IS {}", constraint, table, text(comment));
  }

  public String onIndex(QualifiedName index, Optional<String> comment) {
    return ddl.sql("COMMENT ON INDEX {} IS {}", index, text(comment));
  }

  public String onType(QualifiedName type, Optional<String> comment) {
    return ddl.sql("COMMENT ON TYPE {} IS {}", ddl.type(type), text(comment));
  }

  public String onSequence(QualifiedName sequence, Optional<String> comment) {
    return ddl.sql("COMMENT ON SEQUENCE {} IS {}", sequence, text(comment));
  }

  private SqlText text(Optional<String> comment) {
    return comment.map(c -> ddl.fragment("{}", new Literal(c))).orElse(SqlText.of("NULL"));
  }

  /** The comments on a table, its columns and its constraints. */
  public List<String> ofTable(Table table) {
    List<String> statements = new ArrayList<>();
    if (table.comment().isPresent()) statements.add(onTable(table.name(), table.comment()));
    for (Column column : table.ownColumns()) {
      if (column.comment().isPresent())
        statements.add(onColumn(table.name(), column.name(), column.comment()));
    }
    for (Constraint constraint : table.constraints()) {
      Optional<String> comment = Optional.ofNullable(constraint.options().get("comment"));
      if (comment.isPresent()) {
        statements.add(onConstraint(table.name(), ddl.constraintName(table, constraint), comment));
      }
    }
    return statements;
  }
}
