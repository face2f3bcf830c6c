package dev.underpin.planner.order;

import dev.underpin.dialect.SqlStatement;
import dev.underpin.planner.change.Change;
import dev.underpin.planner.recipe.TrashNames;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.Fingerprint;
import dev.underpin.schema.NameWords;
import dev.underpin.schema.PartComparison;
import dev.underpin.schema.PartMarks;
import dev.underpin.schema.SchemaPart;
import dev.underpin.schema.StepMarks;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SchemaObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a plan promises, whatever else the database has.
 *
 * @param needs the parts of the schema that it needs, as they must be before it
 * @param leaves the parts that it changes, as they are after it
 * @param steps what each step changes
 */
public record Promise(PartMarks needs, PartMarks leaves, List<StepMarks> steps) {
  /** Of a plan that is not proved. */
  public static final Promise NONE = new Promise(PartMarks.NONE, PartMarks.NONE, List.of());

  /** A table in the trash is no copy that takes the place of another. */
  private static final Pattern CREATE_TABLE =
      Pattern.compile(
          "(?i)\\bcreate\\s+(?:unlogged\\s+)?table\\s+(?!(?:if\\s+not\\s+exists\\s+)?(?:\\S+\\.)?[\"`]?"
              + TrashNames.PREFIX
              + ")");

  public Promise {
    steps = List.copyOf(steps);
  }

  static Promise of(
      Fingerprint before,
      Fingerprint after,
      Set<SchemaObject.Kind> kinds,
      List<Step> steps,
      List<StepMarks> leaves) {
    Set<QualifiedName> copied = new TreeSet<>();
    Set<QualifiedName> changed = new TreeSet<>();
    Set<SchemaPart> touched = new TreeSet<>();
    List<NameWords> words = new ArrayList<>(steps.size());
    for (Step step : steps) {
      List<String> texts = Stream.concat(step.up().stream(), step.down().stream()).toList();
      words.add(new NameWords(String.join("\n", texts)));
      if (copiesTable(step)) copied.add(step.subject());
      if (dependsOnTraits(step)) changed.addAll(tables(step));
    }
    leaves.stream().map(StepMarks::objects).map(Map::keySet).forEach(touched::addAll);
    PartComparison parts =
        new PartComparison(before, after, kinds, copied, touched)
            .changing(changed)
            .mentioning(words);
    return new Promise(parts.needs(), parts.leaves(), leaves);
  }

  /** A copy has the columns that the plan knows and no others. */
  private static boolean copiesTable(Step step) {
    long created = step.effects().stream().filter(e -> e instanceof Change.CreateTable).count();
    return created < count(step.up()) || created == 0 && count(step.down()) > 0 && !drops(step);
  }

  private static boolean dependsOnTraits(Step step) {
    return Stream.concat(step.upStatements().stream(), step.downStatements().stream())
        .anyMatch(SqlStatement::dependsOnTraits);
  }

  private static Set<QualifiedName> tables(Step step) {
    Set<QualifiedName> tables = new TreeSet<>(Set.of(step.subject()));
    for (Change change : step.effects())
      if (change instanceof Change.TableChange c) tables.add(c.table());
    return tables;
  }

  private static boolean drops(Step step) {
    return step.effects().stream().anyMatch(e -> e instanceof Change.DropTable);
  }

  private static long count(List<String> statements) {
    return statements.stream().filter(sql -> CREATE_TABLE.matcher(sql).find()).count();
  }
}
