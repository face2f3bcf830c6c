package dev.underpin.schema.yaml.write;

import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Schema;
import dev.underpin.schema.model.SchemaObject;
import dev.underpin.schema.model.SchemaObject.Kind;
import dev.underpin.schema.yaml.keys.ObjectKeys;
import dev.underpin.schema.yaml.sqltext.CompositeForm;
import dev.underpin.schema.yaml.sqltext.CreateStatementParser;
import dev.underpin.schema.yaml.sqltext.DomainForm;
import dev.underpin.schema.yaml.sqltext.NameParser;
import dev.underpin.schema.yaml.sqltext.ObjectForm;
import dev.underpin.schema.yaml.sqltext.ObjectSubject;
import dev.underpin.schema.yaml.sqltext.PolicyForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Writes objects under their names, in the short form where that is the same statement: what
 * follows the name, or a mapping. Dependencies and the statement that drops an object are left out,
 * since the server tells them.
 *
 * @param verbatim true where the server keeps the text of triggers to the letter
 */
record ObjectWriter(
    String namespace, Schema schema, UnaryOperator<String> quote, boolean verbatim) {
  /** A longer key is no key of YAML for some readers, and none that people read. */
  private static final int LONGEST_KEY = 200;

  private static final List<Kind> UNDER_A_TABLE = List.of(Kind.TRIGGER, Kind.RULE, Kind.POLICY);

  /** A section for each kind, of what stands under no table or view. */
  void sections(YamlNode.Mapping file) {
    for (Kind kind : Kind.OBJECTS) {
      List<SchemaObject> all =
          schema.objects().values().stream()
              .filter(o -> o.kind() == kind && !isUnderAnother(o))
              .toList();
      if (!all.isEmpty()) file.put(kind.key(), section(kind, all));
    }
  }

  private YamlNode section(Kind kind, List<SchemaObject> all) {
    List<String> extensions = all.stream().flatMap(o -> extension(o).stream()).toList();
    if (kind == Kind.EXTENSION && extensions.size() == all.size())
      return YamlNode.texts(extensions);
    // A trigger has a name only on its table.
    if (UNDER_A_TABLE.contains(kind))
      return new YamlNode.Sequence(all.stream().map(this::listed).toList(), false);
    YamlNode.Mapping mapping = YamlNode.block();
    for (SchemaObject object : all) put(mapping, object);
    return mapping;
  }

  /** The triggers, rules and policies of a table or view. */
  void on(QualifiedName table, YamlNode.Mapping mapping) {
    for (Kind kind : UNDER_A_TABLE) {
      YamlNode.Mapping section = YamlNode.block();
      for (SchemaObject object : schema.objects().values())
        if (object.kind() == kind && object.table().equals(Optional.of(table)))
          put(section, object);
      if (!section.isEmpty()) mapping.put(kind.key(), section);
    }
  }

  private boolean isUnderAnother(SchemaObject object) {
    if (!UNDER_A_TABLE.contains(object.kind())) return false;
    QualifiedName on = object.table().orElseThrow();
    if (schema.table(on).isPresent()) return true;
    return object.kind() != Kind.POLICY
        && schema.objects().containsKey(new SchemaObject.Key(Kind.VIEW, "", on));
  }

  /** An extension of which nothing is said but its name. */
  private Optional<String> extension(SchemaObject object) {
    if (object.kind() != Kind.EXTENSION || !object.options().isEmpty()) return Optional.empty();
    return CreateStatementParser.read(object, "", quote, verbatim)
        .map(CreateStatementParser.Parts::form)
        .filter(
            form ->
                form.text().isEmpty()
                    && (form.words().isEmpty() || form.words().equals(Map.of("schema", namespace))))
        .map(form -> object.name().name());
  }

  private void put(YamlNode.Mapping mapping, SchemaObject object) {
    if (extension(object).isPresent()) {
      mapping.put(object.name().name(), YamlNode.inline());
      return;
    }
    Optional<CreateStatementParser.Parts> parts =
        CreateStatementParser.read(object, namespace, quote, verbatim)
            .filter(p -> key(p.subject()).length() <= LONGEST_KEY);
    String key = parts.map(p -> key(p.subject())).orElseGet(() -> name(object));
    YamlNode node = parts.map(p -> node(object, p.form())).orElseGet(() -> whole(object));
    mapping.put(key, node);
  }

  private String name(SchemaObject object) {
    return object.table().isPresent()
        ? NameParser.of(QualifiedName.of(object.name().name()), "")
        : routineOrName(object.kind(), object.name());
  }

  private String key(ObjectSubject subject) {
    if (subject.kind() == Kind.CAST) return subject.name().name();
    QualifiedName name =
        subject.table().isPresent() ? QualifiedName.of(subject.name().name()) : subject.name();
    return NameParser.of(name, namespace) + subject.arguments();
  }

  /** The arguments of a routine stand behind its name as they are. */
  private String routineOrName(Kind kind, QualifiedName name) {
    int open = kind.isRoutine() ? name.name().indexOf('(') : -1;
    if (kind == Kind.CAST) return name.name();
    if (open < 0) return NameParser.of(name, namespace);
    return NameParser.of(name.withName(name.name().substring(0, open)), namespace)
        + name.name().substring(open);
  }

  private YamlNode node(SchemaObject object, ObjectForm form) {
    YamlNode.Mapping mapping = YamlNode.block();
    boolean hasMore =
        !form.isText()
            || !object.options().isEmpty()
            || object.kind() == Kind.VIEW && hasUnder(object.name());
    switch (object.kind()) {
      case POLICY ->
          PolicyForm.read(form.text())
              .filter(p -> p.sql(quote).equalsIgnoreCase(form.text()))
              .ifPresentOrElse(p -> policy(mapping, p), () -> text(mapping, form));
      case DOMAIN ->
          DomainForm.read(form.text())
              .ifPresentOrElse(d -> domain(mapping, d), () -> text(mapping, form));
      case COMPOSITE_TYPE -> {
        Optional<CompositeForm> composite = CompositeForm.read(form.text());
        if (composite.isEmpty() || composite.get().attributes().isEmpty()) return whole(object);
        YamlNode.Mapping attributes = YamlNode.inline();
        composite.get().attributes().forEach((n, t) -> attributes.put(n, YamlNode.text(t)));
        boolean plain = !hasMore && !attributes.entries().containsKey("create");
        if (plain) return attributes;
        mapping.put("attributes", attributes);
      }
      case EXTENSION -> {
        if (!form.text().isEmpty()) return whole(object);
      }
      default -> {
        if (!hasMore && !form.text().isEmpty()) return YamlNode.text(form.text());
        text(mapping, form);
      }
    }
    mapping.names("columns", form.columns());
    form.words().forEach((word, value) -> mapping.put(word, word(word, value)));
    mapping.parameters("with", form.with());
    mapping.parameters("defaults", form.defaults());
    indexes(mapping, form);
    if (object.kind() == Kind.VIEW) on(object.name(), mapping);
    ColumnWriter.options(mapping, ObjectKeys.of(object.kind()), object.options(), "options");
    return mapping;
  }

  private boolean hasUnder(QualifiedName view) {
    return schema.objects().values().stream()
        .anyMatch(o -> UNDER_A_TABLE.contains(o.kind()) && o.table().equals(Optional.of(view)));
  }

  private static void text(YamlNode.Mapping mapping, ObjectForm form) {
    if (!form.text().isEmpty()) mapping.put("sql", YamlNode.text(form.text()));
  }

  private static YamlNode word(String word, String value) {
    boolean flag = Set.of("enabled", "with_data").contains(word) && value.equals("false");
    return flag ? YamlNode.literal(value) : YamlNode.text(value);
  }

  private static void policy(YamlNode.Mapping mapping, PolicyForm policy) {
    mapping.put("for", YamlNode.text(policy.command()));
    if (!policy.roles().equals(List.of("public"))) mapping.names("to", policy.roles());
    policy.using().ifPresent(u -> mapping.put("using", YamlNode.text(u)));
    policy.check().ifPresent(c -> mapping.put("check", YamlNode.text(c)));
    mapping.flag("restrictive", policy.restrictive());
  }

  private static void domain(YamlNode.Mapping mapping, DomainForm domain) {
    mapping.put("type", YamlNode.text(domain.type()));
    if (!domain.nullable()) mapping.put("nullable", YamlNode.literal("false"));
    domain.defaultValue().ifPresent(d -> mapping.put("default", YamlNode.value(d)));
    mapping.put("collation", domain.collation());
    if (domain.checks().isEmpty()) return;
    if (domain.checks().stream().allMatch(c -> c.name().isPresent())) {
      YamlNode.Mapping checks = YamlNode.inline();
      domain
          .checks()
          .forEach(c -> checks.put(c.name().orElseThrow(), YamlNode.text(c.expression())));
      mapping.put("checks", checks);
    } else {
      List<YamlNode> checks = new ArrayList<>();
      domain.checks().forEach(c -> checks.add(YamlNode.text(c.expression())));
      mapping.put("checks", YamlNode.list(checks));
    }
  }

  private static void indexes(YamlNode.Mapping mapping, ObjectForm form) {
    if (form.indexes().isEmpty()) return;
    YamlNode.Mapping indexes = YamlNode.block();
    form.indexes().forEach(i -> indexes.put(i.name(), TableWriter.index(i, Set.of())));
    mapping.put("indexes", indexes);
  }

  /** The whole statement under the name. */
  private YamlNode whole(SchemaObject object) {
    YamlNode.Mapping mapping =
        YamlNode.block().put("create", YamlNode.text(object.create().written()));
    if (object.kind() == Kind.VIEW) on(object.name(), mapping);
    ColumnWriter.options(mapping, ObjectKeys.of(object.kind()), object.options(), "options");
    return mapping;
  }

  private YamlNode listed(SchemaObject object) {
    YamlNode.Mapping mapping =
        YamlNode.block()
            .put("name", YamlNode.text(object.name().name()))
            .put("table", object.table().map(t -> NameParser.of(t, namespace)))
            .put("create", YamlNode.text(object.create().written()));
    ColumnWriter.options(mapping, ObjectKeys.OBJECT, object.options(), "options");
    return mapping;
  }
}
