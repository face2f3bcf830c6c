package dev.underpin.schema;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Access;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The smallest thing of a schema that a migration speaks of: a column, a constraint, an index, a
 * view. A migration that changes one says how it needs it and how it leaves it.
 *
 * @param kind what it is
 * @param schema its namespace; empty where the engine has none
 * @param table the table that it belongs to; empty for what stands alone
 * @param name its own name
 */
public record SchemaPart(String kind, String schema, String table, String name)
    implements Comparable<SchemaPart> {
  /** A table with all its parts. */
  public static final String TABLE = "table";

  /** Comment and options of a table. */
  static final String ATTRIBUTES = "attributes";

  /** What of a table decides how the server can change it. */
  static final String TRAITS = "traits";

  static final String COLUMN = "column";
  static final String CONSTRAINT = "constraint";
  static final String INDEX = "index";

  /** A type with labels. */
  public static final String ENUM = "enum";

  /** A free-standing sequence. */
  public static final String SEQUENCE = "sequence";

  /** The names of all that uses a table. */
  static final String TABLE_USERS = "table_users";

  /** The names of all that uses a column. */
  static final String COLUMN_USERS = "column_users";

  /** The names of all that uses a type, a sequence or an object. */
  static final String TYPE_USERS = "users";

  private static final List<String> OF_TABLE = List.of(COLUMN, CONSTRAINT, INDEX, COLUMN_USERS);
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$]+");
  private static final Comparator<SchemaPart> ORDER =
      Comparator.comparing(SchemaPart::schema)
          .thenComparing(SchemaPart::table)
          .thenComparing(SchemaPart::kind)
          .thenComparing(SchemaPart::name);

  /** A table, an enum or a sequence. */
  public static SchemaPart of(String kind, QualifiedName name) {
    return new SchemaPart(kind, name.schema(), "", name.name());
  }

  static SchemaPart of(String kind, QualifiedName table, String name) {
    return new SchemaPart(kind, table.schema(), table.name(), name);
  }

  /** A column of a table. */
  public static SchemaPart column(QualifiedName table, String name) {
    return of(COLUMN, table, name);
  }

  /** An index of a table. */
  public static SchemaPart index(QualifiedName table, String name) {
    return of(INDEX, table, name);
  }

  /** A constraint of a table. */
  public static SchemaPart constraint(QualifiedName table, String name) {
    return of(CONSTRAINT, table, name);
  }

  /** A view, trigger, routine or the like. */
  public static SchemaPart of(SchemaObject.Key key) {
    return new SchemaPart(
        key.kind().name().toLowerCase(Locale.ROOT),
        key.name().schema(),
        key.table(),
        key.name().name());
  }

  /** Grants on an object, its owner, or default privileges. */
  public static SchemaPart of(Access.Key key) {
    return new SchemaPart(key.kind().word(), key.name().schema(), key.word(), key.name().name());
  }

  /** The key of grants, of an owner or of default privileges; empty for any other part. */
  public Optional<Access.Key> accessKey() {
    return Arrays.stream(Access.Kind.values())
        .filter(k -> k.word().equals(kind))
        .findFirst()
        .map(k -> new Access.Key(k, table, new QualifiedName(schema, name)));
  }

  /** What declares a table, enum or sequence; empty for any other part. */
  public Optional<ObjectRef> ref() {
    return switch (kind) {
      case TABLE -> Optional.of(ObjectRef.table(owner()));
      case ENUM -> Optional.of(ObjectRef.enumType(owner()));
      case SEQUENCE -> Optional.of(ObjectRef.sequence(owner()));
      default -> Optional.empty();
    };
  }

  /** The key of a view, trigger, routine or the like; empty for any other part. */
  public Optional<SchemaObject.Key> objectKey() {
    return Arrays.stream(SchemaObject.Kind.values())
        .filter(k -> k.name().toLowerCase(Locale.ROOT).equals(kind))
        .findFirst()
        .map(k -> new SchemaObject.Key(k, table, new QualifiedName(schema, name)));
  }

  /** The table that it belongs to, or itself where it is a table, a type or an object. */
  public SchemaPart root() {
    return switch (kind) {
      case ATTRIBUTES, TRAITS, COLUMN, CONSTRAINT, INDEX, TABLE_USERS, COLUMN_USERS ->
          of(TABLE, owner());
      default -> this;
    };
  }

  /** The table that it is or belongs to. */
  QualifiedName owner() {
    return new QualifiedName(schema, OF_TABLE.contains(kind) ? table : name);
  }

  /** For people, without a namespace that need not be said: {@code column orders.status}. */
  public String words(String namespace) {
    if (accessKey().isPresent()) return accessWords(namespace);
    String words =
        switch (kind) {
          case ATTRIBUTES -> "attributes of";
          case TRAITS -> "what decides how the server changes table";
          case TABLE_USERS -> "what uses table";
          case COLUMN_USERS -> "what uses column";
          case TYPE_USERS -> "what uses";
          default -> kind.replace('_', ' ');
        };
    String said = schema.isEmpty() || schema.equals(namespace) ? "" : schema + ".";
    String own = OF_TABLE.contains(kind) ? table + "." + name : name;
    String of = table.isEmpty() || OF_TABLE.contains(kind) ? "" : " on " + table;
    return words + " " + said + own + of;
  }

  private String accessWords(String namespace) {
    if (kind.equals(Access.Kind.DEFAULT_PRIVILEGES.word())) return "default privileges";
    String said = schema.isEmpty() || schema.equals(namespace) ? "" : schema + ".";
    String of = kind.equals(Access.Kind.OWNER.word()) ? "owner of " : "grants on ";
    return of + table + " " + said + name;
  }

  @Override
  public int compareTo(SchemaPart other) {
    return ORDER.compare(this, other);
  }

  /** As a file has it; {@link #parse} reads it. */
  @Override
  public String toString() {
    List<String> names = new ArrayList<>();
    if (!schema.isEmpty()) names.add(schema);
    boolean dotted = OF_TABLE.contains(kind);
    if (dotted) names.add(table);
    names.add(name);
    String own = names.stream().map(SchemaPart::quoted).collect(Collectors.joining("."));
    return kind + " " + own + (dotted || table.isEmpty() ? "" : " on " + quoted(table));
  }

  private static String quoted(String name) {
    if (PLAIN.matcher(name).matches()) return name;
    String text = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Read one; empty where it is none. */
  static Optional<SchemaPart> parse(String text) {
    int space = text.indexOf(' ');
    if (space <= 0) return Optional.empty();
    String kind = text.substring(0, space);
    PartNames names = PartNames.of(text.substring(space + 1));
    boolean dotted = OF_TABLE.contains(kind);
    List<String> own = names.dotted();
    int most = dotted ? 3 : 2;
    if (own.isEmpty() || own.size() > most || own.size() < most - 1) return Optional.empty();
    String schema = own.size() == most ? own.get(0) : "";
    String name = own.get(own.size() - 1);
    String table = dotted ? own.get(own.size() - 2) : names.on();
    return Optional.of(new SchemaPart(kind, schema, table, name));
  }
}
