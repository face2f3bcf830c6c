package dev.underpin.workflow.report;

import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Column;
import dev.underpin.schema.model.Constraint;
import dev.underpin.schema.model.Deferrability;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.ExclusionConstraint;
import dev.underpin.schema.model.ForeignKey;
import dev.underpin.schema.model.Identity;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.IndexKey;
import dev.underpin.schema.model.PrimaryKey;
import dev.underpin.schema.model.ReferentialAction;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SequenceOwner;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.model.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * What model objects are, in the words of the YAML. Never SQL to be run.
 *
 * @param sql which form of an expression is shown
 */
public record SchemaPhrases(DisplayNames names, Function<SqlText, String> sql) {
  /** With expressions as they are written. */
  public SchemaPhrases(DisplayNames names) {
    this(names, SqlText::written);
  }

  /** With expressions in their canonical form, which tells apart what is written alike. */
  public SchemaPhrases canonical() {
    return new SchemaPhrases(names, SqlText::canonical);
  }

  /** A column without its name: {@code varchar(20) not null default 'pending'}. */
  public String column(Column column) {
    List<String> parts = new ArrayList<>();
    parts.add(column.type());
    column.identity().ifPresent(identity -> parts.add(identity(identity)));
    if (!column.nullable() && column.identity().isEmpty()) parts.add("not null");
    column.defaultValue().ifPresent(value -> parts.add("default " + sql.apply(value)));
    column
        .generated()
        .ifPresent(
            g -> parts.add("generated (%s) %s".formatted(sql.apply(g.expression()), g.word())));
    column.collation().ifPresent(collation -> parts.add("collate " + collation));
    options(column.options(), parts);
    column.comment().ifPresent(comment -> parts.add("comment '" + comment + "'"));
    return String.join(" ", parts);
  }

  /** What kind of constraint it is, in SQL's words. */
  public String kind(Constraint constraint) {
    return constraint.match(
        key -> "primary key",
        unique -> "unique",
        foreign -> "foreign key",
        check -> "check",
        exclusion -> "exclusion");
  }

  /**
   * A constraint without its name and kind: {@code (customer_id) references customers(id) on delete
   * cascade}.
   */
  public String constraint(Constraint constraint) {
    List<String> parts =
        constraint.match(
            this::primaryKey, this::unique, this::foreignKey, this::check, this::exclusion);
    options(constraint.options(), parts);
    return String.join(" ", parts);
  }

  private List<String> primaryKey(PrimaryKey key) {
    List<String> parts = new ArrayList<>(List.of(keys(key.keys())));
    include(key.include(), parts);
    deferrability(key.deferrability(), parts);
    return parts;
  }

  private List<String> unique(UniqueConstraint unique) {
    List<String> parts = new ArrayList<>(List.of(keys(unique.keys())));
    include(unique.include(), parts);
    if (unique.nullsNotDistinct()) parts.add("nulls not distinct");
    deferrability(unique.deferrability(), parts);
    return parts;
  }

  private List<String> check(CheckConstraint check) {
    List<String> parts = new ArrayList<>(List.of(sql.apply(check.expression())));
    if (check.noInherit()) parts.add("no inherit");
    if (check.notValid()) parts.add("not valid");
    return parts;
  }

  private List<String> exclusion(ExclusionConstraint exclusion) {
    return new ArrayList<>(List.of(sql.apply(exclusion.definition())));
  }

  /** An index without its name: {@code unique (lower(email)) where active}. */
  public String index(Index index) {
    List<String> parts = new ArrayList<>();
    if (index.unique()) parts.add("unique");
    if (!index.method().isEmpty()) parts.add("using " + index.method());
    parts.add(keys(index.keys()));
    include(index.include(), parts);
    if (index.nullsNotDistinct()) parts.add("nulls not distinct");
    index.where().ifPresent(where -> parts.add("where " + sql.apply(where)));
    options(index.storage(), parts);
    options(index.options(), parts);
    return String.join(" ", parts);
  }

  /** An enum's labels. */
  public String enumType(EnumType type) {
    return "["
        + String.join(", ", type.labels())
        + "]"
        + type.comment().map(c -> " comment '" + c + "'").orElse("");
  }

  /** A sequence's settings. */
  public String sequence(Sequence sequence) {
    String text = sequence(sequence.options());
    if (sequence.owner().isPresent()) {
      SequenceOwner owner = sequence.owner().get();
      text = (text + " owned by " + owner.table() + "." + owner.column()).strip();
    }
    return text.isEmpty() ? "defaults" : text;
  }

  /** The text of a view, trigger or routine, on one line. */
  public String object(SchemaObject object) {
    return sql.apply(object.create()).replaceAll("\\s+", " ").strip();
  }

  /** Engine-specific attributes: {@code fillfactor 70, strict}. */
  public String options(SortedMap<String, String> options) {
    List<String> parts = new ArrayList<>();
    options(options, parts);
    return parts.isEmpty() ? "none" : String.join(", ", parts);
  }

  private static String identity(Identity identity) {
    String settings = sequence(identity.sequence());
    String word =
        switch (identity.kind()) {
          case BY_DEFAULT -> "identity";
          case ALWAYS -> "identity always";
          case SERIAL -> "serial";
          case AUTOINCREMENT -> "autoincrement";
        };
    return settings.isEmpty() ? word : word + " (" + settings + ")";
  }

  private static String sequence(SequenceOptions options) {
    List<String> parts = new ArrayList<>();
    options.name().ifPresent(v -> parts.add("sequence " + v));
    options.type().ifPresent(v -> parts.add("as " + v));
    options.start().ifPresent(v -> parts.add("start " + v));
    options.increment().ifPresent(v -> parts.add("increment " + v));
    options.min().ifPresent(v -> parts.add("min " + v));
    options.max().ifPresent(v -> parts.add("max " + v));
    options.cache().ifPresent(v -> parts.add("cache " + v));
    if (options.cycle()) parts.add("cycle");
    return String.join(" ", parts);
  }

  private List<String> foreignKey(ForeignKey key) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "(" + String.join(", ", key.columnList()) + ") references " + names.of(key.references()));
    if (!key.referencedColumns().isEmpty()) {
      parts.add(
          parts.remove(parts.size() - 1) + "(" + String.join(", ", key.referencedColumns()) + ")");
    }
    if (!key.match().equals("SIMPLE")) parts.add("match " + key.match().toLowerCase(Locale.ROOT));
    if (key.onDelete() != ReferentialAction.UNSAID)
      parts.add("on delete " + action(key.onDelete(), key.setColumns()));
    if (key.onUpdate() != ReferentialAction.UNSAID)
      parts.add("on update " + action(key.onUpdate(), List.of()));
    deferrability(key.deferrability(), parts);
    if (key.notValid()) parts.add("not valid");
    return parts;
  }

  private static String action(ReferentialAction action, List<String> columns) {
    String word = action.sql().toLowerCase(Locale.ROOT);
    return columns.isEmpty() ? word : word + " (" + String.join(", ", columns) + ")";
  }

  private String keys(List<IndexKey> keys) {
    return "(" + String.join(", ", keys.stream().map(this::key).toList()) + ")";
  }

  private String key(IndexKey key) {
    StringBuilder text = new StringBuilder();
    text.append(
        key.column()
            .orElseGet(() -> key.expression().map(e -> "(" + sql.apply(e) + ")").orElse("")));
    key.prefixLength().ifPresent(length -> text.append('(').append(length).append(')'));
    key.collation().ifPresent(collation -> text.append(" collate ").append(collation));
    key.operatorClass().ifPresent(operators -> text.append(' ').append(operators));
    if (key.descending()) text.append(" desc");
    key.nulls()
        .ifPresent(nulls -> text.append(" nulls ").append(nulls.name().toLowerCase(Locale.ROOT)));
    return text.toString();
  }

  private static void include(List<String> include, List<String> parts) {
    if (!include.isEmpty()) parts.add("include (" + String.join(", ", include) + ")");
  }

  private static void deferrability(Deferrability deferrability, List<String> parts) {
    switch (deferrability) {
      case NOT_DEFERRABLE -> {}
      case INITIALLY_IMMEDIATE -> parts.add("deferrable");
      case INITIALLY_DEFERRED -> parts.add("deferrable initially deferred");
    }
  }

  private static void options(Map<String, String> options, List<String> parts) {
    options.forEach(
        (key, value) ->
            parts.add(value.equals("true") ? key.replace('_', ' ') : key + " " + value));
  }

  /** The name of a constraint, or its kind where it has none. */
  public String name(Constraint constraint) {
    return constraint.name().orElse("");
  }

  /** A comment in quotes, or that there is none. */
  public String comment(Optional<String> comment) {
    return comment.map(c -> "'" + c + "'").orElse("none");
  }
}
