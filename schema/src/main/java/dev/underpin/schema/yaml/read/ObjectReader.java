package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.ObjectKeys;
import dev.underpin.schema.yaml.sqltext.ObjectStatementParser;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads an object that is kept as the text that creates it: that text alone, or a mapping. */
final class ObjectReader {
  /** How an entry of the list of objects is written. */
  static final String HINT =
      "write  - CREATE VIEW … AS SELECT …  or  - { kind: view, name: …, create: … }";

  private static final Pattern NAME = Pattern.compile("[\\w-]+");

  private ObjectReader() {}

  /**
   * Read one.
   *
   * @param kind what it must be, where the key above it says so
   */
  static void read(
      YamlValue item,
      DeclarationBuilder draft,
      String namespace,
      Optional<SchemaObject.Kind> kind) {
    if (isNamed(item, kind)) {
      new NamedObjectReader(draft, namespace, SchemaObject.Kind.EXTENSION, Optional.empty())
          .readInList(item);
      return;
    }
    Optional<SchemaObject> object =
        item.isMapping() ? mapping(item, namespace, kind) : statement(item, namespace, kind);
    if (object.isEmpty()) return;
    SchemaObject.Kind is = object.get().kind();
    if (kind.filter(k -> k != is).isPresent()) {
      item.error(
          "this is of the kind %s, not %s".formatted(is.words(), kind.get().words()),
          "write it under  " + is.key() + ":");
      return;
    }
    declare(draft, object.get(), item);
  }

  /** An extension can be a mapping without a statement. */
  private static boolean isNamed(YamlValue item, Optional<SchemaObject.Kind> kind) {
    return kind.equals(Optional.of(SchemaObject.Kind.EXTENSION))
        && item.isMapping()
        && !YamlEntries.keyTexts(item).contains("create");
  }

  static void declare(DeclarationBuilder draft, SchemaObject object, YamlValue item) {
    draft.namespace(object.name());
    draft.place(ObjectRef.object(object), item);
    if (draft.objects.putIfAbsent(object.key(), object) != null)
      item.error("the " + object.kind().words() + " " + object.name() + " is declared twice");
  }

  /** A statement by itself says what it creates. */
  private static Optional<SchemaObject> statement(
      YamlValue item, String namespace, Optional<SchemaObject.Kind> kind) {
    Optional<String> create = item.sql().map(ObjectReader::withoutSemicolon);
    if (create.isEmpty()) return Optional.empty();
    if (kind.equals(Optional.of(SchemaObject.Kind.EXTENSION))
        && NAME.matcher(create.get()).matches()) return Optional.of(extension(create.get()));
    Optional<ObjectStatementParser> text = ObjectStatementParser.read(create.get());
    if (text.isEmpty()) {
      item.error("this is no statement that creates a view, a trigger or the like", HINT);
      return Optional.empty();
    }
    return name(item, text.get(), namespace)
        .map(
            name ->
                new SchemaObject(
                    text.get().kind(),
                    name,
                    text.get().table().flatMap(t -> DocumentReader.name(item, t, namespace)),
                    SqlText.of(create.get()),
                    "",
                    Set.of(),
                    Map.of(),
                    Options.none()));
  }

  /** An extension is created by its name. */
  private static SchemaObject extension(String name) {
    return new SchemaObject(
        SchemaObject.Kind.EXTENSION,
        QualifiedName.of(name),
        Optional.empty(),
        SqlText.of("CREATE EXTENSION \"" + name + "\""),
        "",
        Set.of(),
        Map.of(),
        Options.none());
  }

  private static Optional<SchemaObject> mapping(
      YamlValue item, String namespace, Optional<SchemaObject.Kind> above) {
    YamlFields fields = item.fields(ObjectKeys.OBJECT);
    Optional<String> create =
        fields.require("create").flatMap(YamlValue::sql).map(ObjectReader::withoutSemicolon);
    Optional<ObjectStatementParser> text = create.flatMap(ObjectStatementParser::read);
    Optional<SchemaObject.Kind> kind =
        text.isPresent() && fields.get("kind").isEmpty()
            ? text.map(ObjectStatementParser::kind)
            : above.isPresent() && fields.get("kind").isEmpty()
                ? above
                : fields.require("kind").flatMap(ObjectReader::kind);
    Optional<QualifiedName> name =
        text.isPresent() && (fields.get("name").isEmpty() || isNameless(text.get()))
            ? text.flatMap(t -> name(item, t, namespace))
            : fields.require("name").flatMap(i -> name(i, namespace));
    if (kind.isEmpty() || name.isEmpty() || create.isEmpty()) return Optional.empty();
    Optional<QualifiedName> table =
        fields.get("table").isPresent()
            ? fields.get("table").flatMap(i -> name(i, namespace))
            : text.flatMap(ObjectStatementParser::table)
                .flatMap(t -> DocumentReader.name(item, t, namespace));
    Set<QualifiedName> dependsOn = new HashSet<>();
    fields
        .get("depends_on")
        .map(YamlValue::scalars)
        .orElse(List.of())
        .forEach(i -> name(i, namespace).ifPresent(dependsOn::add));
    return Optional.of(
        new SchemaObject(
            kind.get(),
            name.get(),
            table,
            SqlText.of(create.get()),
            fields.sql("drop").orElse(""),
            dependsOn,
            Map.of(),
            Options.copy(fields.options("options"))));
  }

  /** A statement is kept without the semicolon that ends it among others. */
  static String withoutSemicolon(String create) {
    return create.strip().replaceFirst("(\\s*;)+$", "");
  }

  /** A cast has only its types, and dots in them. */
  private static boolean isNameless(ObjectStatementParser text) {
    return text.kind() == SchemaObject.Kind.CAST;
  }

  private static Optional<QualifiedName> name(
      YamlValue item, ObjectStatementParser text, String namespace) {
    return isNameless(text)
        ? Optional.of(QualifiedName.of(text.name()))
        : DocumentReader.name(item, text.name(), namespace);
  }

  private static Optional<QualifiedName> name(YamlValue item, String namespace) {
    return item.text().flatMap(t -> DocumentReader.name(item, t, namespace));
  }

  private static Optional<SchemaObject.Kind> kind(YamlValue item) {
    Optional<String> text = item.text();
    for (SchemaObject.Kind kind : SchemaObject.Kind.OBJECTS) {
      if (text.filter(kind.words()::equals).isPresent()) return Optional.of(kind);
    }
    List<String> known = SchemaObject.Kind.OBJECTS.stream().map(SchemaObject.Kind::words).toList();
    text.ifPresent(
        t -> item.error("\"" + t + "\" is no kind of object", DidYouMean.hint(t, known)));
    return Optional.empty();
  }
}
