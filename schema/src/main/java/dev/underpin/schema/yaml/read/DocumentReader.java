package dev.underpin.schema.yaml.read;

import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.model.EnumType;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.Sequence;
import dev.underpin.schema.model.SequenceOwner;
import dev.underpin.schema.model.SqlText;
import dev.underpin.schema.yaml.keys.DidYouMean;
import dev.underpin.schema.yaml.keys.RowKeys;
import dev.underpin.schema.yaml.keys.YamlKeys;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.sqltext.SqlTextException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Reads one document: its top-level keys, and what is under them. */
final class DocumentReader {
  /** What {@code types} was called before. */
  private static final String EARLIER_TYPES = "composite_types";

  private final DeclarationBuilder draft;
  private final YamlFields fields;
  private final String namespace;

  private DocumentReader(DeclarationBuilder draft, YamlFields fields) {
    this.draft = draft;
    this.fields = fields;
    this.namespace = fields.text("schema").orElse("");
  }

  static void read(YamlValue document, DeclarationBuilder draft) {
    if (!document.isMapping()) {
      document.error("a schema is a mapping, not " + document.kind(), "begin with  tables:");
      return;
    }
    new DocumentReader(draft, document.fields(YamlKeys.FILE)).run();
  }

  /** The name that an item's text means, with the file's namespace. */
  static Optional<QualifiedName> name(YamlValue item, String text, String namespace) {
    try {
      return Optional.of(NameParser.parse(text, namespace));
    } catch (SqlTextException e) {
      item.error(e.message(), e.hint());
      return Optional.empty();
    }
  }

  private void run() {
    if (!namespace.isEmpty()) draft.namespaces.add(namespace);
    fields.get("schemas").ifPresent(this::readNamespaces);
    for (YamlEntries.Entry e : entries("enums")) named(e).ifPresent(name -> readEnum(name, e));
    for (YamlEntries.Entry e : entries("sequences"))
      named(e).ifPresent(name -> readSequence(name, e));
    for (YamlEntries.Entry e : entries("tables")) named(e).ifPresent(name -> readTable(name, e));
    for (YamlEntries.Entry e : entries("seed"))
      named(e).ifPresent(name -> draft.seedReaders.add(new SeedReader(draft, name, e)));
    for (YamlEntries.Entry e : entries("dropped")) readDropped(e);
    fields
        .get("objects")
        .map(i -> i.items(ObjectReader.HINT))
        .orElse(List.of())
        .forEach(i -> ObjectReader.read(i, draft, namespace, Optional.empty()));
    for (SchemaObject.Kind kind : SchemaObject.Kind.OBJECTS)
      fields.get(kind.key()).ifPresent(value -> readKind(kind, value));
    fields.get(EARLIER_TYPES).ifPresent(value -> readKind(SchemaObject.Kind.COMPOSITE_TYPE, value));
    AccessReader access = new AccessReader(draft, namespace);
    fields.get("grants").ifPresent(access::grants);
    fields.get("owners").ifPresent(access::owners);
    fields.get("default_privileges").ifPresent(access::defaults);
    fields.get("none_of").map(YamlValue::scalars).orElse(List.of()).forEach(this::readNoneOf);
  }

  private void readNamespaces(YamlValue value) {
    if (!value.isMapping()) {
      draft.namespaces.addAll(fields.names("schemas"));
      return;
    }
    for (YamlEntries.Entry entry : value.entries()) {
      draft.namespaces.add(entry.name());
      if (entry.value().isNull()) continue;
      entry
          .value()
          .fields(YamlKeys.NAMESPACE)
          .text("comment")
          .ifPresent(comment -> draft.namespaceComments.put(entry.name(), comment));
    }
  }

  private void readNoneOf(YamlValue item) {
    Optional<String> word = item.text();
    if (word.equals(Optional.of(YamlKeys.OTHER_NAMESPACES))) {
      draft.onlyNamespaces = true;
      return;
    }
    Map<String, SchemaObject.Kind> known = new LinkedHashMap<>();
    for (SchemaObject.Kind kind : SchemaObject.Kind.OBJECTS) known.put(kind.key(), kind);
    SchemaObject.Kind kind =
        word.map(w -> w.equals(EARLIER_TYPES) ? SchemaObject.Kind.COMPOSITE_TYPE : known.get(w))
            .orElse(null);
    if (kind == null) {
      word.ifPresent(
          w ->
              item.error(
                  "\"" + w + "\" is no kind of object", DidYouMean.hint(w, words(known.keySet()))));
      return;
    }
    draft.kinds.add(kind);
    draft.noneOf.putIfAbsent(kind, item);
  }

  private static Set<String> words(Set<String> kinds) {
    Set<String> words = new LinkedHashSet<>(kinds);
    words.add(YamlKeys.OTHER_NAMESPACES);
    return words;
  }

  /** The key of a kind manages it, also with nothing in it. */
  private void readKind(SchemaObject.Kind kind, YamlValue value) {
    draft.kinds.add(kind);
    if (value.isEmpty() || value.isNull()) return;
    if (value.isMapping()) {
      NamedObjectReader reader = new NamedObjectReader(draft, namespace, kind, Optional.empty());
      value.entries().forEach(reader::read);
      return;
    }
    if (!value.isList()) {
      value.error(
          "what is here stands under a name, and this is " + value.kind(),
          "write  %s: { a_name: … }".formatted(kind.key()));
      return;
    }
    value
        .items(ObjectReader.HINT)
        .forEach(i -> ObjectReader.read(i, draft, namespace, Optional.of(kind)));
  }

  private List<YamlEntries.Entry> entries(String section) {
    return fields.get(section).map(YamlValue::entries).orElse(List.of());
  }

  private Optional<QualifiedName> named(YamlEntries.Entry entry) {
    Optional<QualifiedName> name = name(entry.key(), entry.name(), namespace);
    name.ifPresent(draft::namespace);
    return name;
  }

  private void readTable(QualifiedName name, YamlEntries.Entry entry) {
    if (!draft.place(ObjectRef.table(name), entry.key(), "the table")) return;
    if (!entry.value().isMapping()) {
      entry
          .value()
          .error(
              "a table is a mapping with columns, not " + entry.value().kind(),
              "write  columns:  under it");
      return;
    }
    draft.tables.put(name, TableReader.read(draft, name, namespace, entry.value()));
  }

  private void readEnum(QualifiedName name, YamlEntries.Entry entry) {
    if (!draft.place(ObjectRef.enumType(name), entry.key(), "the enum")) return;
    YamlValue value = entry.value();
    if (!value.isMapping()) {
      draft.enums.put(name, new EnumType(name, labels(value), Optional.empty()));
      return;
    }
    YamlFields fields = value.fields(YamlKeys.ENUM);
    List<String> labels = fields.require("labels").map(this::labels).orElse(List.of());
    SortedMap<String, String> renamed = fields.parameters("renamed");
    renamed.forEach((to, from) -> checkRenamedLabel(fields, labels, renamed, to, from));
    if (!renamed.isEmpty()) draft.renamedLabels.put(name, renamed);
    draft.enums.put(name, new EnumType(name, labels, fields.text("comment")));
  }

  private static void checkRenamedLabel(
      YamlFields fields,
      List<String> labels,
      SortedMap<String, String> renamed,
      String to,
      String from) {
    YamlValue item = fields.get("renamed").orElseThrow();
    if (!labels.contains(to)) {
      item.error(
          "\"" + to + "\" is not among the labels",
          DidYouMean.nearest(to, labels)
              .map(n -> "did you mean \"" + n + "\"?")
              .or(() -> Optional.of("write  new name: old name")));
    } else if (labels.contains(from) && !renamed.containsKey(from)) {
      item.error(
          "the old label \"" + from + "\" is still among the labels",
          "remove it from the labels, or remove this line");
    }
  }

  private List<String> labels(YamlValue item) {
    Map<String, YamlValue> seen = new LinkedHashMap<>();
    for (YamlValue label : item.items()) {
      if (label.isNull() || label.isEmpty()) {
        label.error(
            "a label is missing here", "a label that reads as null must be quoted: \"null\"");
        continue;
      }
      label
          .text()
          .ifPresent(
              text -> {
                if (seen.putIfAbsent(text, label) != null)
                  label.error("the label \"" + text + "\" is written twice");
              });
    }
    return List.copyOf(seen.keySet());
  }

  private void readSequence(QualifiedName name, YamlEntries.Entry entry) {
    if (!draft.place(ObjectRef.sequence(name), entry.key(), "the sequence")) return;
    YamlFields fields = entry.value().fields(YamlKeys.SEQUENCE);
    draft.sequences.put(
        name,
        new Sequence(
            name,
            SequenceReader.read(fields),
            fields.text("comment"),
            fields.get("owned_by").flatMap(DocumentReader::owner)));
  }

  private static Optional<SequenceOwner> owner(YamlValue item) {
    Optional<QualifiedName> column = item.text().flatMap(t -> name(item, t, ""));
    if (column.filter(c -> c.schema().isEmpty()).isPresent()) {
      item.error(
          "the column that owns a sequence is written table.column", "for example: orders.id");
      return Optional.empty();
    }
    return column.map(c -> new SequenceOwner(c.schema(), c.name()));
  }

  private void readDropped(YamlEntries.Entry entry) {
    Set<String> words = new HashSet<>(List.of("discard", "trash"));
    boolean qualified = namespace.isEmpty() || entry.name().startsWith(namespace + ".");
    String name = qualified ? entry.name() : namespace + "." + entry.name();
    if (entry.value().isMapping()
        && YamlEntries.keyTexts(entry.value()).contains("backfill_down")) {
      draft.dropped.put(name, entry.key());
      YamlFields fields = entry.value().fields(RowKeys.DROPPED_COLUMN);
      fields.sql("backfill_down").ifPresent(sql -> draft.backfillDown.put(name, SqlText.of(sql)));
      fields.get("backfill_down").ifPresent(value -> draft.placeDropped(name, value));
      return;
    }
    Optional<String> word = entry.value().text();
    if (word.isEmpty() || !words.contains(word.get())) {
      entry
          .value()
          .error("what is dropped goes to the trash, or is discarded", "write discard or trash");
      return;
    }
    draft.dropped.put(name, entry.key());
    if (word.get().equals("discard")) draft.discarded.add(name);
  }
}
