package dev.underpin.dialect.postgresql.lowering;

import dev.underpin.dialect.postgresql.lexer.Identifiers;
import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.StatementSplitter;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Views, triggers and the like as they are declared: with names that say their namespace, and with
 * what their statement tells about them.
 */
public record DeclaredObjects(String namespace) {
  private static final Set<Kind> RELATIONS =
      EnumSet.of(Kind.VIEW, Kind.MATERIALIZED_VIEW, Kind.FOREIGN_TABLE);

  TreeMap<SchemaObject.Key, SchemaObject> lower(
      Iterable<SchemaObject> objects, Set<QualifiedName> tables) {
    Set<QualifiedName> known = new HashSet<>(tables);
    for (SchemaObject object : objects) {
      if (RELATIONS.contains(object.kind())) known.add(qualify(object.name()));
    }
    TreeMap<SchemaObject.Key, SchemaObject> lowered = new TreeMap<>();
    for (SchemaObject object : objects) {
      SchemaObject one = lower(object, known);
      if (one.kind() == Kind.FOREIGN_DATA_WRAPPER) one = withFunctions(one, objects);
      lowered.put(one.key(), one);
    }
    return lowered;
  }

  private SchemaObject lower(SchemaObject object, Set<QualifiedName> known) {
    if (object.kind() == Kind.EXTENSION) return extension(object);
    if (object.kind().isOfDatabase()) return ofDatabase(object);
    Optional<QualifiedName> table = object.table().map(this::qualify);
    // What depends on a table is in the table's schema.
    QualifiedName name =
        table.isPresent() && object.name().schema().isEmpty()
            ? table.get().withName(object.name().name())
            : object.kind().isRoutine()
                ? RoutineName.of(qualify(object.name()))
                : qualify(object.name());
    Set<QualifiedName> dependsOn = new HashSet<>();
    object.dependsOn().forEach(d -> dependsOn.add(qualify(d)));
    if (dependsOn.isEmpty()) dependsOn.addAll(mentioned(object.create().written(), known));
    if (object.kind() == Kind.FOREIGN_TABLE)
      server(object.create().written()).ifPresent(dependsOn::add);
    table.ifPresent(dependsOn::add);
    dependsOn.remove(name);
    return new SchemaObject(
        object.kind(),
        name,
        table,
        object.create(),
        object.drop().isEmpty() ? drop(object.kind(), name, table) : object.drop(),
        dependsOn,
        object.columns(),
        object.options());
  }

  private SchemaObject extension(SchemaObject object) {
    QualifiedName name = QualifiedName.of(object.name().name());
    return new SchemaObject(
        object.kind(),
        object.name(),
        Optional.empty(),
        ExtensionText.of(object.create().written())
            .map(text -> text.form(namespace))
            .orElse(object.create()),
        object.drop().isEmpty() ? drop(object.kind(), name, Optional.empty()) : object.drop(),
        object.dependsOn(),
        object.columns(),
        object.options());
  }

  private SchemaObject ofDatabase(SchemaObject object) {
    if (object.kind() == Kind.CAST) return cast(object);
    QualifiedName name = QualifiedName.of(object.name().name());
    Set<QualifiedName> dependsOn = new HashSet<>();
    object.dependsOn().forEach(d -> dependsOn.add(qualify(d)));
    String text = object.create().written();
    SqlText create = StatementForm.of(object.kind(), text, namespace);
    if (object.kind() == Kind.FOREIGN_SERVER) {
      ForeignText.of(StatementSplitter.split(text).get(0), namespace)
          .flatMap(ForeignText::wrapper)
          .ifPresent(wrapper -> dependsOn.add(QualifiedName.of(wrapper)));
    } else if (object.kind() == Kind.PUBLICATION) {
      PublicationText.of(StatementSplitter.split(text).get(0), namespace)
          .ifPresent(publication -> dependsOn.addAll(publication.tables().keySet()));
      boolean hasCondition = Lexer.tokens(text).stream().anyMatch(token -> token.word("where"));
      if (hasCondition) create = create.asWritten();
    } else if (object.kind() == Kind.EVENT_TRIGGER) {
      EventTriggerText.function(text, namespace).ifPresent(dependsOn::add);
    }
    return new SchemaObject(
        object.kind(),
        name,
        Optional.empty(),
        create,
        object.drop().isEmpty() ? drop(object.kind(), name, Optional.empty()) : object.drop(),
        dependsOn,
        object.columns(),
        object.options());
  }

  /** Its types are its name. */
  private SchemaObject cast(SchemaObject object) {
    String written = object.create().written();
    Optional<CastText> text = CastText.of(written, namespace);
    QualifiedName name = QualifiedName.of(text.map(CastText::name).orElse(object.name().name()));
    Set<QualifiedName> dependsOn = new HashSet<>();
    object.dependsOn().forEach(d -> dependsOn.add(qualify(d)));
    text.ifPresent(t -> dependsOn.addAll(t.uses(namespace)));
    return new SchemaObject(
        object.kind(),
        name,
        Optional.empty(),
        CastText.form(written, namespace),
        "DROP CAST (" + name.name() + ")",
        dependsOn,
        object.columns(),
        object.options());
  }

  /** The handler and the validator are named without their arguments. */
  private SchemaObject withFunctions(SchemaObject wrapper, Iterable<SchemaObject> objects) {
    Set<String> words = new HashSet<>();
    for (Token token : Lexer.tokens(wrapper.create().written()))
      if (token.identifier()) words.add(token.name());
    Set<QualifiedName> dependsOn = new HashSet<>(wrapper.dependsOn());
    for (SchemaObject object : objects) {
      String bare = object.name().name().replaceFirst("\\(.*$", "");
      if (object.kind() == Kind.FUNCTION && words.contains(bare))
        dependsOn.add(qualify(object.name()));
    }
    return wrapper.withDependsOn(dependsOn);
  }

  /** {@code CREATE FOREIGN TABLE … (…) SERVER name}. */
  private static Optional<QualifiedName> server(String create) {
    List<Token> tokens = Lexer.tokens(create);
    for (int i = 1; i + 1 < tokens.size(); i++) {
      if (tokens.get(i - 1).is(")") && tokens.get(i).word("server"))
        return Optional.of(QualifiedName.of(tokens.get(i + 1).name()));
    }
    return Optional.empty();
  }

  private static String drop(Kind kind, QualifiedName name, Optional<QualifiedName> table) {
    String words = ObjectWords.of(kind).written();
    return table
        .map(t -> "DROP " + words + " " + Identifiers.quote(name.name()) + " ON " + sql(t))
        .orElseGet(() -> "DROP " + words + " " + (kind.isRoutine() ? routine(name) : sql(name)));
  }

  /** A routine has the types of its arguments in its name. */
  private static String routine(QualifiedName name) {
    int open = name.name().indexOf('(');
    return open < 0
        ? sql(name)
        : sql(name.withName(name.name().substring(0, open))) + name.name().substring(open);
  }

  private static String sql(QualifiedName name) {
    String last = Identifiers.quote(name.name());
    return name.schema().isEmpty() ? last : Identifiers.quote(name.schema()) + "." + last;
  }

  private QualifiedName qualify(QualifiedName name) {
    return name.schema().isEmpty() ? new QualifiedName(namespace, name.name()) : name;
  }

  /** Those of the known names that a statement has in it. */
  private Set<QualifiedName> mentioned(String statement, Set<QualifiedName> known) {
    Set<QualifiedName> mentioned = new HashSet<>();
    List<Token> tokens = Lexer.tokens(statement);
    for (int i = 0; i < tokens.size(); i++) {
      if (!tokens.get(i).identifier()) continue;
      boolean qualified = i > 1 && tokens.get(i - 1).is(".") && tokens.get(i - 2).identifier();
      QualifiedName name =
          qualified
              ? new QualifiedName(tokens.get(i - 2).name(), tokens.get(i).name())
              : new QualifiedName(namespace, tokens.get(i).name());
      if (known.contains(name)) mentioned.add(name);
    }
    return mentioned;
  }
}
