package dev.underpin.schema.yaml.read;

import dev.underpin.schema.file.TextFiles;
import dev.underpin.schema.model.CheckConstraint;
import dev.underpin.schema.model.Index;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.KeyTable;
import dev.underpin.schema.yaml.keys.ObjectKeys;
import dev.underpin.schema.yaml.sqltext.CompositeForm;
import dev.underpin.schema.yaml.sqltext.CreateStatement;
import dev.underpin.schema.yaml.sqltext.DomainForm;
import dev.underpin.schema.yaml.sqltext.ObjectForm;
import dev.underpin.schema.yaml.sqltext.ObjectStatementParser;
import dev.underpin.schema.yaml.sqltext.ObjectSubject;
import dev.underpin.schema.yaml.sqltext.PolicyForm;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads an object that stands under its name: what follows the name in its statement, or a mapping.
 *
 * @param table the table or view that it stands under
 */
record NamedObjectReader(
    DeclarationBuilder draft, String namespace, Kind kind, Optional<QualifiedName> table) {
  /** Of which a name says all that must be said. */
  private static final List<Kind> NEED_NO_TEXT =
      List.of(Kind.EXTENSION, Kind.FOREIGN_DATA_WRAPPER, Kind.PUBLICATION);

  private static final Set<String> TEXTS = Set.of("sql", "file", "create");
  private static final Set<String> BESIDE_A_STATEMENT =
      Set.of("drop", "depends_on", "options", "triggers", "rules", "name");
  private static final Set<String> BEFORE_A_QUERY =
      Set.of("columns", "with", "check_option", "using", "tablespace", "with_data");
  private static final List<String> STATES = List.of("false", "replica", "always");

  /** The objects that stand under a table or view. */
  static void readOn(DeclarationBuilder draft, QualifiedName name, YamlFields fields) {
    for (Kind kind : List.of(Kind.TRIGGER, Kind.RULE, Kind.POLICY)) {
      if (!fields.table().has(kind.key()) || fields.get(kind.key()).isEmpty()) continue;
      draft.kinds.add(kind);
      NamedObjectReader reader =
          new NamedObjectReader(draft, name.schema(), kind, Optional.of(name));
      fields.get(kind.key()).orElseThrow().entries().forEach(reader::read);
    }
  }

  void read(YamlEntries.Entry entry) {
    Optional<YamlValue> chosen =
        entry.value().isEmpty() ? Optional.of(entry.value()) : entry.value().chosen(keys());
    chosen.ifPresent(value -> read(entry.name(), entry.key(), value));
  }

  /** A mapping in a list, which has the name in it. */
  void readInList(YamlValue item) {
    item.fields(ObjectKeys.EXTENSION)
        .require("name")
        .ifPresent(name -> name.text().ifPresent(text -> read(text, name, item)));
  }

  private KeyTable keys() {
    return ObjectKeys.of(kind);
  }

  private void read(String key, YamlValue at, YamlValue value) {
    try {
      ObjectSubject subject = ObjectSubject.of(kind, key, table, namespace);
      boolean attributes = kind == Kind.COMPOSITE_TYPE && value.isMapping() && !isLong(value);
      if (!value.isMapping() || attributes) {
        Optional<String> text = attributes ? Optional.of(composite(value)) : text(value);
        if (text.isEmpty()) return;
        String create =
            isWhole(text.get())
                ? text.get()
                : statements(value).of(subject, ObjectForm.of(text.get()));
        declare(subject, create, Optional.empty(), at);
        return;
      }
      YamlFields fields = value.fields(keys());
      Optional<String> create = create(subject, fields);
      if (create.isEmpty()) return;
      declare(subject, create.get(), Optional.of(fields), at);
      if (kind == Kind.VIEW) readOn(draft, subject.name(), fields);
    } catch (SqlTextException e) {
      (value.isScalar() ? value : at).error(e);
    }
  }

  /** A statement from elsewhere may be pasted as it is. */
  private static boolean isWhole(String text) {
    return text.matches("(?is)create\\s.*");
  }

  /** A composite type with more than its attributes says {@code attributes:}. */
  private static boolean isLong(YamlValue value) {
    List<String> keys = YamlEntries.keyTexts(value);
    return keys.contains("create")
        || value.entries().stream()
            .anyMatch(e -> e.name().equals("attributes") && e.value().isMapping());
  }

  private CreateStatement statements(YamlValue value) {
    return new CreateStatement(value.reading().engines().quote());
  }

  private Optional<String> create(ObjectSubject subject, YamlFields fields)
      throws SqlTextException {
    Optional<String> text =
        fields.get("create").isPresent()
            ? fields.sql("create").map(ObjectReader::withoutSemicolon)
            : text(fields);
    if (text.isEmpty()) return text;
    refuseUnread(fields, text.get());
    if (isWhole(text.get()) || fields.get("create").isPresent()) return text;
    SortedMap<String, String> words = new TreeMap<>();
    for (String word :
        List.of(
            "comment",
            "definer",
            "algorithm",
            "sql_security",
            "check_option",
            "using",
            "tablespace",
            "with_data",
            "schema",
            "version")) {
      if (keys().has(word) && !(kind == Kind.POLICY && word.equals("using")))
        fields.text(word).ifPresent(value -> words.put(word, value));
    }
    state(fields).ifPresent(state -> words.put("enabled", state));
    return Optional.of(
        statements(fields.owner())
            .of(
                subject,
                new ObjectForm(
                    text.get(),
                    words,
                    keys().has("columns") ? fields.names("columns") : List.of(),
                    keys().has("with") ? fields.parameters("with") : new TreeMap<>(),
                    keys().has("defaults") ? fields.parameters("defaults") : new TreeMap<>(),
                    indexes(fields))));
  }

  /** A key that a text beside it takes the place of is an error, and never left out. */
  private void refuseUnread(YamlFields fields, String text) throws SqlTextException {
    boolean written = fields.values().keySet().stream().anyMatch(TEXTS::contains);
    boolean whole = isWhole(text) || fields.get("create").isPresent();
    boolean says = kind == Kind.DOMAIN || kind == Kind.POLICY;
    boolean head =
        (kind == Kind.VIEW || kind == Kind.MATERIALIZED_VIEW) && !CreateStatement.isQuery(text);
    boolean seen = false;
    for (String key : fields.values().keySet()) {
      boolean isText = TEXTS.contains(key);
      boolean unread =
          isText && seen
              || !isText
                  && !BESIDE_A_STATEMENT.contains(key)
                  && (whole || says && written && !key.equals("comment"))
              || head && BEFORE_A_QUERY.contains(key);
      seen |= isText;
      if (unread)
        fields
            .get(key)
            .orElseThrow()
            .error(
                "\"" + key + "\" is not read beside a text that has its place",
                "write it in the text, or leave the text out");
    }
  }

  private Optional<String> state(YamlFields fields) {
    if (!keys().has("enabled")) return Optional.empty();
    Optional<String> state = fields.text("enabled").filter(s -> !s.equals("true"));
    if (state.isEmpty() || STATES.contains(state.get())) return state;
    fields
        .get("enabled")
        .orElseThrow()
        .error(
            "\"" + state.get() + "\" does not say when it fires",
            DidYouMean.hint(state.get(), STATES));
    return Optional.empty();
  }

  /** What follows the name in the statement, of whichever keys say it. */
  private Optional<String> text(YamlFields fields) {
    if (keys().has("file") && fields.get("file").isPresent())
      return fields.get("file").flatMap(NamedObjectReader::fileText);
    if (keys().has("sql") && fields.get("sql").isPresent())
      return fields.get("sql").flatMap(this::text);
    return switch (kind) {
      case EXTENSION, FOREIGN_DATA_WRAPPER, PUBLICATION -> Optional.of("");
      case POLICY -> Optional.of(policy(fields));
      case DOMAIN -> fields.require("type").flatMap(type -> domain(type, fields));
      case COMPOSITE_TYPE -> fields.require("attributes").map(this::composite);
      default -> fields.require("sql").flatMap(this::text);
    };
  }

  private Optional<String> text(YamlValue value) {
    boolean none = value.isEmpty() || value.isNull();
    if (none && NEED_NO_TEXT.contains(kind)) return Optional.of("");
    if (none) {
      value.error(
          "there is nothing here",
          "write what follows the name in its statement; inside { … } a text with a comma is in"
              + " quotes");
      return Optional.empty();
    }
    return value.sql().map(ObjectReader::withoutSemicolon);
  }

  private static Optional<String> fileText(YamlValue item) {
    Optional<String> name = item.text();
    if (name.isEmpty()) return Optional.empty();
    Path file = Path.of(item.location().file()).resolveSibling(name.get());
    if (!Files.isRegularFile(file)) {
      item.error("there is no file " + file, "its path begins at the folder of this file");
      return Optional.empty();
    }
    return Optional.of(ObjectReader.withoutSemicolon(TextFiles.read(file)));
  }

  private String policy(YamlFields fields) {
    List<String> roles = fields.names("to");
    return new PolicyForm(
            fields.flag("restrictive"),
            fields.text("for").orElse("all"),
            roles.isEmpty() ? List.of("public") : roles,
            fields.sql("using"),
            fields.sql("check"))
        .sql(fields.owner().reading().engines().quote());
  }

  private Optional<String> domain(YamlValue type, YamlFields fields) {
    List<DomainForm.Check> checks = new ArrayList<>();
    fields
        .get("checks")
        .map(new ConstraintReader(Set.of(), namespace)::checks)
        .orElse(List.of())
        .forEach(
            placed -> {
              CheckConstraint check = (CheckConstraint) placed.constraint();
              checks.add(new DomainForm.Check(check.name(), check.expression().written()));
            });
    boolean nullable = fields.get("nullable").isEmpty() || fields.flag("nullable");
    return type.text()
        .map(
            t ->
                new DomainForm(t, fields.text("collation"), fields.sql("default"), nullable, checks)
                    .sql(fields.owner().reading().engines().quote()));
  }

  private String composite(YamlValue item) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (YamlEntries.Entry entry : item.entries())
      entry.value().text().ifPresent(type -> attributes.put(entry.name(), type));
    return new CompositeForm(attributes).sql(item.reading().engines().quote());
  }

  private List<Index> indexes(YamlFields fields) {
    List<Index> indexes = new ArrayList<>();
    if (!keys().has("indexes")) return indexes;
    // The columns are those of the query, which only the server knows.
    for (YamlEntries.Entry entry : fields.get("indexes").map(YamlValue::entries).orElse(List.of()))
      new IndexReader(ColumnNames.unknown()).read(entry).ifPresent(indexes::add);
    return indexes;
  }

  /** True for a whole statement that was written under another name or kind. */
  private boolean isOther(ObjectStatementParser statement, ObjectSubject subject, YamlValue at) {
    if (kind == Kind.CAST) return false;
    if (statement.kind() != kind) return true;
    return DocumentReader.name(at, statement.name(), "")
        .filter(name -> !name.name().equalsIgnoreCase(subject.name().name()))
        .isPresent();
  }

  private void declare(
      ObjectSubject subject, String create, Optional<YamlFields> fields, YamlValue at)
      throws SqlTextException {
    Optional<ObjectStatementParser> statement = ObjectStatementParser.read(create);
    statement
        .filter(s -> isOther(s, subject, at))
        .ifPresent(
            s ->
                at.error(
                    "the statement creates the %s %s, and not %s"
                        .formatted(s.kind().words(), s.name(), subject.name()),
                    "write it under its own name"));
    Set<QualifiedName> dependsOn = new HashSet<>();
    fields
        .flatMap(f -> f.get("depends_on"))
        .map(YamlValue::scalars)
        .orElse(List.of())
        .forEach(
            item ->
                item.text()
                    .flatMap(text -> DocumentReader.name(item, text, namespace))
                    .ifPresent(dependsOn::add));
    Optional<QualifiedName> on =
        table.isPresent()
            ? table
            : statement
                .filter(s -> s.kind() == kind)
                .flatMap(ObjectStatementParser::table)
                .flatMap(name -> DocumentReader.name(at, name, namespace));
    if (on.isEmpty() && (kind == Kind.TRIGGER || kind == Kind.RULE || kind == Kind.POLICY)) {
      at.error(
          "the table of the " + kind.words() + " is missing",
          "write it under its table, or write the table in its text");
      return;
    }
    ObjectReader.declare(
        draft,
        new SchemaObject(
            kind,
            subject.identity(at.reading().engines().overloads()),
            on,
            SqlText.of(create),
            fields.flatMap(f -> f.sql("drop")).orElse(""),
            dependsOn,
            Map.of(),
            fields.map(f -> Options.copy(f.options("options"))).orElse(Options.none())),
        at);
  }
}
