package dev.underpin.planner.lint.schema;

import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.lint.IgnoreFindings;
import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintLevel;
import dev.underpin.planner.lint.LintedSchema;
import dev.underpin.planner.lint.SchemaRule;
import dev.underpin.schema.declared.ObjectRef;
import dev.underpin.schema.declared.Origins.Ignore;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Applies the rules on a declared schema. */
public final class SchemaLint {
  private final LintedSchema schema;
  private final Set<Ignore> ignores;
  private final Set<Ignore> used = new HashSet<>();
  private final Set<FindingCode> applied = EnumSet.noneOf(FindingCode.class);
  private final List<LintFinding> found = new ArrayList<>();

  private SchemaLint(LintedSchema schema) {
    this.schema = schema;
    this.ignores = new LinkedHashSet<>(schema.declared().origins().ignores());
  }

  /** What the rules find, in the order of places. */
  public static List<LintFinding> findings(LintedSchema schema, EngineLint engine) {
    SchemaLint lint = new SchemaLint(schema);
    Stream.of(TableRules.ALL, IndexRules.ALL, NameRules.ALL, engine.schema())
        .flatMap(List::stream)
        .forEach(lint::apply);
    lint.ignores.forEach(lint::check);
    return lint.found.stream().distinct().sorted(LintFinding.ORDER).toList();
  }

  private void apply(SchemaRule rule) {
    LintLevel level = schema.settings().level(rule.code(), rule.level());
    if (level == LintLevel.OFF) return;
    applied.add(rule.code());
    rule.finder().apply(schema).forEach(hit -> add(rule, level, hit));
  }

  private void add(SchemaRule rule, LintLevel level, SchemaRule.Hit hit) {
    ObjectRef object = written(hit.where());
    String path = object.key();
    boolean ignored = false;
    for (Ignore ignore : ignores) {
      if (!ignore.code().equalsIgnoreCase(rule.code().id()) || ignore.reason().isEmpty()) continue;
      if (!covers(ignore.path(), path)) continue;
      used.add(ignore);
      ignored = true;
    }
    if (ignored) return;
    Finding finding = Finding.of(rule.code(), rule.text(), hit.values().toArray());
    found.add(
        new LintFinding(
            level,
            finding,
            rule.remedy(),
            Optional.of(object),
            hit.where().in(schema.declared().origins())));
  }

  /** Under the name that the YAML has it by, which leaves out the usual namespace. */
  private ObjectRef written(ObjectRef ref) {
    return schema.declared().origins().places().containsKey(ref.root().key())
        ? ref
        : ref.without(ref.object().schema());
  }

  private static boolean covers(String ignored, String path) {
    return ignored.isEmpty() || path.equals(ignored) || path.startsWith(ignored + ".");
  }

  private void check(Ignore ignore) {
    IgnoreFindings.bad(ignore, schema.settings())
        .ifPresentOrElse(
            found::add,
            () -> {
              FindingCode code = IgnoreFindings.code(ignore.code()).orElseThrow();
              boolean decided = applied.contains(code) || code.id().compareTo("UP550") > 0;
              if (decided && !used.contains(ignore))
                IgnoreFindings.unused(ignore, schema.settings()).ifPresent(found::add);
            });
  }
}
