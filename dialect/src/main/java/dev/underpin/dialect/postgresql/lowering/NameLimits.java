package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.schema.declared.Declared;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.error.Problem;
import dev.underpin.schema.finding.FindingCode;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.Table;
import java.util.function.Consumer;

/**
 * Names that are longer than the server keeps them: it cuts them without an error (<a
 * href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS">
 * identifiers</a>).
 */
record NameLimits(Declared declared, Consumer<Problem> problems) {
  void check() {
    declared.schema().namespaces().forEach(n -> check(n, "schemas"));
    declared.schema().tables().values().forEach(this::table);
    for (EnumType type : declared.schema().enums().values()) {
      String path = "enums." + type.name();
      qualified(type.name(), path);
      type.labels().forEach(label -> check(label, path));
    }
    for (Sequence sequence : declared.schema().sequences().values())
      qualified(sequence.name(), ObjectRef.sequence(sequence.name()).key());
    for (SchemaObject object : declared.schema().objects().values()) {
      String name = object.name().name();
      int open = name.indexOf('(');
      check(open < 0 ? name : name.substring(0, open), "objects");
    }
  }

  private void table(Table table) {
    ObjectRef ref = ObjectRef.table(table.name());
    qualified(table.name(), ref.key());
    for (Column column : table.columns()) {
      String path = ref.column(column.name()).key();
      check(column.name(), path);
      column.identity().flatMap(i -> i.sequence().name()).ifPresent(n -> qualified(n, path));
    }
    for (Constraint constraint : table.constraints()) {
      String path = ref.constraint(constraint).key();
      constraint.name().ifPresent(n -> check(n, path));
    }
    for (Index index : table.indexes()) check(index.name(), ref.index(index.name()).key());
  }

  private void qualified(QualifiedName name, String path) {
    check(name.schema(), path);
    check(name.name(), path);
  }

  private void check(String name, String path) {
    int bytes = Identifiers.bytes(name);
    if (bytes <= Identifiers.MAX_BYTES) return;
    String message =
        "The name \"%s\" has %d bytes; PostgreSQL keeps %d."
            .formatted(name, bytes, Identifiers.MAX_BYTES);
    Problem problem =
        declared
            .origins()
            .of(path)
            .map(at -> Problem.error(message, at, path))
            .orElseGet(() -> Problem.error(message));
    problems.accept(problem.withHint("Choose a shorter name.").withCode(FindingCode.NOT_IN_ENGINE));
  }
}
