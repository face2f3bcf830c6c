package dev.underpin.dialect.mysql.lowering;

import dev.underpin.dialect.mysql.lexer.Identifiers;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names and texts that the server cannot hold (<a
 * href="https://dev.mysql.com/doc/refman/8.4/en/identifiers.html">its rules for names</a>), and
 * names that are the same one for it.
 */
record NameLimits(Lowering report) {
  private static final int COLUMN_COMMENT = 1024;
  private static final int TABLE_COMMENT = 2048;

  void check(Schema schema) {
    schema.tables().values().forEach(this::check);
    for (QualifiedName sequence : schema.sequences().keySet())
      name(ObjectRef.sequence(sequence), sequence.name());
    for (SchemaObject object : schema.objects().values())
      name(ObjectRef.object(object), object.name().name());
  }

  private void check(Table table) {
    ObjectRef path = ObjectRef.table(table.name());
    name(path, table.name().name());
    if (!table.name().schema().isEmpty()) name(path, table.name().schema());
    table.comment().ifPresent(c -> text(path, "comment", c, TABLE_COMMENT));
    Map<String, String> columns = new HashMap<>();
    for (Column column : table.columns()) {
      ObjectRef at = path.column(column.name());
      name(at, column.name());
      same(at, columns.put(Identifiers.lower(column.name()), column.name()), column.name());
      column.comment().ifPresent(c -> text(at, "comment", c, COLUMN_COMMENT));
      column.defaultValue().ifPresent(d -> text(at, "default", d.written(), Integer.MAX_VALUE));
    }
    Map<String, String> indexes = new HashMap<>();
    for (Index index : table.indexes()) {
      name(path.index(index.name()), index.name());
      same(
          path.index(index.name()),
          indexes.put(Identifiers.lower(index.name()), index.name()),
          index.name());
    }
    for (Constraint constraint : table.constraints())
      constraint.name().ifPresent(n -> name(path.constraint(constraint), n));
  }

  private void same(ObjectRef path, @Nullable String other, String name) {
    if (other != null)
      report.problem(
          path,
          "\"%s\" and \"%s\" are one name on %s.".formatted(other, name, report.product()),
          "Give one of them another name.");
  }

  private void name(ObjectRef path, String name) {
    reason(name)
        .ifPresent(
            why ->
                report.problem(
                    path,
                    "The name \"%s\" %s, and %s does not accept it."
                        .formatted(shown(name), why, report.product()),
                    "Give it another name."));
  }

  private static Optional<String> reason(String name) {
    if (name.codePointCount(0, name.length()) > Identifiers.MAX_LENGTH)
      return Optional.of("is longer than " + Identifiers.MAX_LENGTH + " characters");
    if (name.endsWith(" ")) return Optional.of("ends with a blank");
    if (name.indexOf(0) >= 0) return Optional.of("has the character NUL");
    if (name.chars().anyMatch(c -> Character.isSurrogate((char) c)))
      return Optional.of("has a character beyond U+FFFF");
    return Optional.empty();
  }

  private void text(ObjectRef path, String what, String text, int limit) {
    Optional<String> why =
        hasLoneSurrogate(text)
            ? Optional.of("has half of a character (a lone surrogate)")
            : Optional.of("is longer than " + limit + " characters")
                .filter(w -> text.codePointCount(0, text.length()) > limit);
    why.ifPresent(
        w ->
            report.problem(
                path,
                "The " + what + " " + w + ", and " + report.product() + " does not accept it.",
                "Write another text."));
  }

  private static boolean hasLoneSurrogate(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static String shown(String name) {
    return name.replace("\0", "\\0");
  }
}
