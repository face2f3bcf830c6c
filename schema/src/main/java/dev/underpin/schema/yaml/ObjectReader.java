package dev.underpin.schema.yaml;

import dev.underpin.schema.model.Options;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SqlText;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads an object that is kept as the text that creates it. */
final class ObjectReader {
  private ObjectReader() {}

  static void read(Item item, Draft draft, String namespace) {
    if (!item.isMapping()) {
      item.error(
          "an object is a mapping, not " + item.kind(),
          "write  - { kind: view, name: …, create: … }");
      return;
    }
    Fields fields = item.fields(Keys.OBJECT);
    Optional<SchemaObject.Kind> kind = fields.require("kind").flatMap(ObjectReader::kind);
    Optional<QualifiedName> name = fields.require("name").flatMap(i -> name(i, namespace));
    Optional<String> create = fields.require("create").flatMap(Item::sql);
    if (kind.isEmpty() || name.isEmpty() || create.isEmpty()) return;
    Set<QualifiedName> dependsOn = new HashSet<>();
    fields
        .get("depends_on")
        .map(Item::scalars)
        .orElse(List.of())
        .forEach(i -> name(i, namespace).ifPresent(dependsOn::add));
    SchemaObject object =
        new SchemaObject(
            kind.get(),
            name.get(),
            fields.get("table").flatMap(i -> name(i, namespace)),
            SqlText.of(create.get()),
            fields.sql("drop").orElse(""),
            dependsOn,
            Map.of(),
            Options.copy(fields.options("options")));
    draft.namespace(name.get());
    if (draft.objects.putIfAbsent(object.key(), object) != null) {
      item.error("the " + object.kind().words() + " " + object.name() + " is declared twice");
    }
  }

  private static Optional<QualifiedName> name(Item item, String namespace) {
    return item.text().flatMap(t -> FileReader.name(item, t, namespace));
  }

  private static Optional<SchemaObject.Kind> kind(Item item) {
    Optional<String> text = item.text();
    for (SchemaObject.Kind kind : SchemaObject.Kind.values()) {
      if (text.filter(kind.words()::equals).isPresent()) return Optional.of(kind);
    }
    List<String> known =
        Arrays.stream(SchemaObject.Kind.values()).map(SchemaObject.Kind::words).toList();
    text.ifPresent(
        t -> item.error("\"" + t + "\" is no kind of object", DidYouMean.hint(t, known)));
    return Optional.empty();
  }
}
