package dev.underpin.dialect.postgresql.ddl;

import dev.underpin.dialect.Dialect;
import dev.underpin.dialect.SqlTemplate;
import dev.underpin.dialect.SqlTemplate.Literal;
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

/** The text of columns, and of the sequences behind them. */
record ColumnSql(Dialect dialect, SqlTemplate template) {
  /** A column as in {@code CREATE TABLE} and {@code ADD COLUMN}. */
  String definition(QualifiedName table, Column column) {
    Optional<Sequence> own = ownSequence(table, column);
    boolean serial = isSerial(column);
    return template.sql(
        "{} {}{}{}{}{}{}{}",
        column.name(),
        SqlText.of(serial && own.isEmpty() ? serialWord(column.type()) : column.type()),
        column.collation().map(c -> template.fragment(" COLLATE {}", dotted(c))),
        own.map(s -> template.fragment(" DEFAULT nextval({}::regclass)", nameText(s.name()))),
        column.defaultValue().map(d -> template.fragment(" DEFAULT {}", operand(d))),
        column.generated().map(this::generated),
        column
            .identity()
            .filter(i -> !serial)
            .map(i -> template.fragment(" {}", identity(usualUnsaid(table, column.name(), i)))),
        SqlText.of(NotNullState.of(column) == NotNullState.VALID ? " NOT NULL" : ""));
  }

  private Literal nameText(QualifiedName name) {
    return new Literal(template.sql("{}", name));
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

  private static String serialWord(String type) {
    return Map.of("smallint", "smallserial", "integer", "serial").getOrDefault(type, "bigserial");
  }

  private SqlText generated(Generated generated) {
    return template.fragment(
        generated.stored()
            ? " GENERATED ALWAYS AS ({}) STORED"
            : " GENERATED ALWAYS AS ({}) VIRTUAL",
        SqlText.of(OperandParentheses.closed(generated.expression().written())));
  }

  /** The name that the server gives by itself is left to it. */
  private Identity usualUnsaid(QualifiedName table, String column, Identity identity) {
    Optional<QualifiedName> usual = dialect.defaultSequenceName(table, column, identity);
    return identity.sequence().name().equals(usual)
        ? new Identity(identity.kind(), identity.sequence().withName(Optional.empty()))
        : identity;
  }

  SqlText identity(Identity identity) {
    SequenceOptions options = identity.sequence();
    List<String> parts = new ArrayList<>();
    options.name().ifPresent(n -> parts.add(template.sql("SEQUENCE NAME {}", n)));
    String settings = sequenceSettings(options, false);
    if (!settings.isEmpty()) parts.add(settings);
    return template.fragment(
        parts.isEmpty() ? "GENERATED {} AS IDENTITY{}" : "GENERATED {} AS IDENTITY ({})",
        kindWords(identity.kind()),
        SqlText.of(String.join(" ", parts)));
  }

  static SqlText kindWords(Identity.Kind kind) {
    return SqlText.of(kind == Identity.Kind.ALWAYS ? "ALWAYS" : "BY DEFAULT");
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
  static SqlText operand(SqlText value) {
    return SqlText.of(OperandParentheses.parenthesized(value.written()));
  }

  /** A dotted name, every part of it quoted. */
  static SqlText dotted(String name) {
    return SqlText.of(Identifiers.quoteDotted(name));
  }
}
