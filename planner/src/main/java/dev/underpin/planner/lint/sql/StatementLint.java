package dev.underpin.planner.lint.sql;

import dev.underpin.dialect.Dialect;
import dev.underpin.planner.lint.EngineLint;
import dev.underpin.planner.lint.IgnoreFindings;
import dev.underpin.planner.lint.LintFinding;
import dev.underpin.planner.lint.LintLevel;
import dev.underpin.planner.lint.LintSettings;
import dev.underpin.planner.lint.Script;
import dev.underpin.planner.lint.StatementRule;
import dev.underpin.planner.statement.SqlStatement;
import dev.underpin.schema.declared.Origins.Ignore;
import dev.underpin.schema.error.Location;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.finding.FindingCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Applies the rules on statements to a file. */
public final class StatementLint {
  private final ScriptFile file;
  private final Dialect dialect;
  private final List<StatementRule> rules = new ArrayList<>(CommonRules.ALL);
  private final LintSettings settings;
  private final Predicate<ScriptFile.Part> saved;
  private final List<LintFinding> found = new ArrayList<>();
  private final Set<FindingCode> oncePerFile = EnumSet.noneOf(FindingCode.class);

  private StatementLint(
      ScriptFile file,
      Dialect dialect,
      EngineLint engine,
      LintSettings settings,
      Predicate<ScriptFile.Part> saved) {
    this.file = file;
    this.dialect = dialect;
    this.settings = settings;
    this.saved = saved;
    rules.addAll(engine.statements());
  }

  /**
   * What the rules find, in the order of places.
   *
   * @param saved true for a statement that is as a plan has saved it
   */
  public static List<LintFinding> findings(
      ScriptFile file,
      Dialect dialect,
      EngineLint engine,
      LintSettings settings,
      Predicate<ScriptFile.Part> saved) {
    StatementLint lint = new StatementLint(file, dialect, engine, settings, saved);
    lint.run();
    return lint.found.stream().distinct().sorted(LintFinding.ORDER).toList();
  }

  private void run() {
    Script before = Script.EMPTY;
    Optional<ScriptFile.Part> begun = Optional.empty();
    for (ScriptFile.Part part : file.parts()) {
      SqlStatement sql = SqlStatement.of(dialect.tokens(part.text()));
      if (sql.words().isEmpty()) continue;
      boolean planned = saved.test(part);
      check(part, sql, before, planned);
      if (Words.begins(sql)) begun = Optional.of(part);
      before = after(sql, before, planned);
    }
    if (before.inTransaction()) begun.ifPresent(this::notEnded);
  }

  private void notEnded(ScriptFile.Part begin) {
    StatementRule rule = CommonRules.NESTED;
    LintLevel level = settings.level(rule.code(), rule.level());
    if (level != LintLevel.OFF && ignore(begin, rule.code()).isEmpty() && !saved.test(begin))
      add(rule, level, List.of("The transaction", "does not end"), begin.place());
  }

  private void check(ScriptFile.Part part, SqlStatement sql, Script before, boolean planned) {
    Set<Ignore> used = new HashSet<>();
    Set<FindingCode> applied = EnumSet.noneOf(FindingCode.class);
    for (StatementRule rule : rules) {
      LintLevel level = settings.level(rule.code(), rule.level());
      if (level == LintLevel.OFF || planned && !rule.ofPlans()) continue;
      applied.add(rule.code());
      for (List<Object> values :
          rule.finder().apply(new StatementRule.Context(sql, before)).toList()) {
        Optional<Ignore> ignore = ignore(part, rule.code());
        ignore.ifPresent(used::add);
        if (ignore.isEmpty() && isNew(rule.code())) add(rule, level, values, part.place());
      }
    }
    for (Ignore ignore : part.ignores()) {
      Optional<LintFinding> bad = IgnoreFindings.bad(ignore, settings);
      bad.ifPresent(found::add);
      if (bad.isEmpty()
          && !used.contains(ignore)
          && applied.contains(IgnoreFindings.code(ignore.code()).orElseThrow()))
        IgnoreFindings.unused(ignore, settings).ifPresent(found::add);
    }
  }

  /** What is true of the whole file is said at the first statement. */
  private boolean isNew(FindingCode code) {
    boolean ofFile = code == FindingCode.LINT_MIXED || code == FindingCode.LINT_LOCK_TIMEOUT;
    return !ofFile || oncePerFile.add(code);
  }

  private static Optional<Ignore> ignore(ScriptFile.Part part, FindingCode code) {
    return part.ignores().stream()
        .filter(i -> i.code().equalsIgnoreCase(code.id()) && !i.reason().isEmpty())
        .findFirst();
  }

  private void add(StatementRule rule, LintLevel level, List<Object> values, Location place) {
    Finding finding = Finding.of(rule.code(), rule.text(), values.toArray());
    found.add(new LintFinding(level, finding, rule.remedy(), Optional.empty(), Optional.of(place)));
  }

  /** A plan may change rows and the schema: its phases keep them apart. */
  private static Script after(SqlStatement sql, Script before, boolean planned) {
    Set<String> created = new HashSet<>(before.created());
    sql.createdTable()
        .or(sql::createdView)
        .ifPresent(n -> created.add(n.name().toLowerCase(Locale.ROOT)));
    boolean open = !Words.ends(sql) && (before.inTransaction() || Words.begins(sql));
    Set<String> added = open ? new HashSet<>(before.added()) : new HashSet<>();
    if (open)
      sql.alterTable()
          .ifPresent(
              a ->
                  a.actions().stream()
                      .filter(s -> s.is("ADD", "CONSTRAINT"))
                      .flatMap(s -> s.name(2).stream())
                      .forEach(n -> added.add(n.name().toLowerCase(Locale.ROOT))));
    Set<String> validated = new HashSet<>(before.validated());
    sql.alterTable()
        .filter(a -> a.actions().stream().anyMatch(x -> x.is("VALIDATE", "CONSTRAINT")))
        .ifPresent(a -> validated.add(a.table().toLowerCase(Locale.ROOT)));
    return new Script(
        created,
        added,
        validated,
        open,
        before.lockTimeout() || sql.is("SET") && sql.has("LOCK_TIMEOUT"),
        before.changesRows() || !planned && Words.changesRows(sql),
        before.changesSchema() || !planned && Words.changesSchema(sql));
  }
}
