package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lowering.NotNullState;
import dev.underpin.dialect.postgresql.lowering.OperandParentheses;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Generated;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The text of columns, and of the sequences behind them. */
final class ColumnSql {
  private final Dialect dialect;
  private final Function<QualifiedName, String> names;

  ColumnSql(Dialect dialect, Function<QualifiedName, String> names) {
    this.dialect = dialect;
    this.names = names;
  }

  /** A column as in {@code CREATE TABLE} and {@code ADD COLUMN}. */
  String definition(QualifiedName table, Column column) {
    StringBuilder sql = new StringBuilder(dialect.quote(column.name())).append(' ');
    Optional<Sequence> own = ownSequence(table, column);
    boolean serial = isSerial(column);
    sql.append(serial && own.isEmpty() ? serialWord(column.type()) : column.type());
    column.collation().ifPresent(c -> sql.append(" COLLATE ").append(Identifiers.quoteDotted(c)));
    own.ifPresent(s -> sql.append(" DEFAULT ").append(nextval(s.name())));
    column.defaultValue().ifPresent(d -> sql.append(" DEFAULT ").append(operand(d)));
    column.generated().ifPresent(g -> sql.append(' ').append(generated(g)));
    if (!serial)
      column
          .identity()
          .ifPresent(i -> sql.append(' ').append(identity(usualUnsaid(table, column.name(), i))));
    if (NotNullState.of(column) == NotNullState.VALID) sql.append(" NOT NULL");
    return sql.toString();
  }

  private static boolean isSerial(Column column) {
    return column.identity().filter(i -> i.kind() == Identity.Kind.SERIAL).isPresent();
  }

  /**
   * The sequence of a serial column, where it is not the one that the server makes by itself: it is
   * created before the column, and given its owner after it.
   */
  Optional<Sequence> ownSequence(QualifiedName table, Column column) {
    Optional<SequenceOptions> options =
        column
            .identity()
            .filter(i -> i.kind() == Identity.Kind.SERIAL)
            .map(i -> usualUnsaid(table, column.name(), i).sequence());
    if (options.isEmpty()) return Optional.empty();
    boolean usualSettings = options.get().equals(SequenceOptions.DEFAULT) && !column.nullable();
    if (usualSettings) return Optional.empty();
    QualifiedName usual =
        table.withName(Identifiers.objectName(table.name(), column.name(), "seq"));
    SequenceOptions own = options.get();
    String type = own.type().orElse(column.type());
    SequenceOptions settings =
        new SequenceOptions(
            Optional.empty(),
            Optional.of(type).filter(t -> !t.equals("bigint")),
            own.start(),
            own.increment(),
            own.min(),
            own.max(),
            own.cache(),
            own.cycle());
    return Optional.of(new Sequence(own.name().orElse(usual), settings, Optional.empty()));
  }

  private String nextval(QualifiedName sequence) {
    return "nextval(" + dialect.literal(names.apply(sequence)) + "::regclass)";
  }

  private static String serialWord(String type) {
    return Map.of("smallint", "smallserial", "integer", "serial").getOrDefault(type, "bigserial");
  }

  private static String generated(Generated generated) {
    return "GENERATED ALWAYS AS ("
        + OperandParentheses.closed(generated.expression().written())
        + ") "
        + (generated.stored() ? "STORED" : "VIRTUAL");
  }

  /** The name that the server gives by itself is left to it. */
  private Identity usualUnsaid(QualifiedName table, String column, Identity identity) {
    Optional<QualifiedName> usual = dialect.defaultSequenceName(table, column, identity);
    return identity.sequence().name().equals(usual)
        ? new Identity(identity.kind(), identity.sequence().withName(Optional.empty()))
        : identity;
  }

  String identity(Identity identity) {
    SequenceOptions options = identity.sequence();
    List<String> parts = new ArrayList<>();
    options.name().ifPresent(n -> parts.add("SEQUENCE NAME " + names.apply(n)));
    String settings = sequenceSettings(options, false);
    if (!settings.isEmpty()) parts.add(settings);
    return "GENERATED "
        + kindWords(identity.kind())
        + " AS IDENTITY"
        + (parts.isEmpty() ? "" : " (" + String.join(" ", parts) + ")");
  }

  static String kindWords(Identity.Kind kind) {
    return kind == Identity.Kind.ALWAYS ? "ALWAYS" : "BY DEFAULT";
  }

  static String sequenceSettings(SequenceOptions options, boolean withType) {
    List<String> parts = new ArrayList<>();
    if (withType) options.type().ifPresent(t -> parts.add("AS " + t));
    options.increment().ifPresent(i -> parts.add("INCREMENT BY " + i));
    options.min().ifPresent(m -> parts.add("MINVALUE " + m));
    options.max().ifPresent(m -> parts.add("MAXVALUE " + m));
    options.start().ifPresent(s -> parts.add("START WITH " + s));
    options.cache().ifPresent(c -> parts.add("CACHE " + c));
    if (options.cycle()) parts.add("CYCLE");
    return String.join(" ", parts);
  }

  /**
   * A value where the grammar wants one that is no whole condition: {@code DEFAULT a IS NULL NOT
   * NULL} could not be read, so what is not plainly one operand stands in parentheses.
   */
  static String operand(SqlText value) {
    return OperandParentheses.parenthesized(value.written());
  }
}
