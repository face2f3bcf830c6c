package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.SqlTemplate.Literal;
import dev.underpin.planner.recipe.CheckTexts;
import dev.underpin.planner.recipe.StepBuilder;
import dev.underpin.schema.catalog.DataCheck;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.SequenceOptions;
import dev.underpin.schema.model.SqlText;
import java.util.List;
import java.util.Optional;

/**
 * Changes the settings of a sequence. The server refuses bounds that the last number is outside of,
 * also where no number was given yet; such a sequence begins again at its new start.
 *
 * @param type the type of its numbers where it says none
 */
public record SequenceBounds(PostgresContext context, QualifiedName name, String type) {
  /** The statements of a change, forward and back, with their checks. */
  public void change(StepBuilder step, SequenceOptions before, SequenceOptions after) {
    step.up(statements(before, after)).down(statements(after, before));
    checks(step, before, after);
  }

  /** Whether a number was given that is outside of the new bounds, or the old ones on rollback. */
  public void checks(StepBuilder step, SequenceOptions before, SequenceOptions after) {
    if (isNarrower(before, after))
      step.check(
          new DataCheck(
              "bounds:" + name,
              name,
              CheckTexts.pastBounds(lowest(after), highest(after)),
              context.ddl().sql("SELECT last_value::text FROM {} WHERE {}", name, outside(after)),
              CheckTexts.SEQUENCE_BOUNDS));
    if (isNarrower(after, before))
      step.downCheck(
          context.rollbackCheck(
              "bounds:" + name,
              name,
              CheckTexts.pastBounds(lowest(before), highest(before)),
              outside(before),
              CheckTexts.SET_SEQUENCE));
  }

  /** The statements that bring it from some settings to others. */
  public List<String> statements(SequenceOptions from, SequenceOptions to) {
    String change = context.ddl().alterSequence(name, to, type);
    if (!isNarrower(from, to)) return List.of(change);
    boolean sameType = from.type().orElse(type).equals(to.type().orElse(type));
    SequenceOptions wide =
        new SequenceOptions(
            to.name(),
            sameType ? to.type() : Optional.of("bigint"),
            to.start().or(() -> Optional.of(first(to))),
            to.increment(),
            Optional.of(Math.min(lowest(from), lowest(to))),
            Optional.of(Math.max(highest(from), highest(to))),
            to.cache(),
            to.cycle());
    return List.of(
        context.ddl().alterSequence(name, wide, type),
        context
            .ddl()
            .sql(
                "SELECT setval({}::regclass, CASE WHEN {} THEN {} ELSE last_value END, is_called) FROM {}",
                new Literal(context.ddl().name(name)),
                context
                    .ddl()
                    .fragment(
                        "NOT is_called AND last_value NOT BETWEEN {} AND {}",
                        lowest(to),
                        highest(to)),
                first(to),
                name),
        change);
  }

  private SqlText outside(SequenceOptions options) {
    return context
        .ddl()
        .fragment(
            "is_called AND last_value NOT BETWEEN {} AND {}", lowest(options), highest(options));
  }

  private boolean isNarrower(SequenceOptions from, SequenceOptions to) {
    return lowest(to) > lowest(from) || highest(to) < highest(from);
  }

  private static boolean isDescending(SequenceOptions options) {
    return options.increment().filter(i -> i < 0).isPresent();
  }

  private long first(SequenceOptions options) {
    return options
        .start()
        .orElseGet(() -> isDescending(options) ? highest(options) : lowest(options));
  }

  private long lowest(SequenceOptions options) {
    long usual = isDescending(options) ? TypeConversion.lowest(options.type().orElse(type)) : 1L;
    return options.min().orElse(usual);
  }

  private long highest(SequenceOptions options) {
    long usual = isDescending(options) ? -1L : TypeConversion.highest(options.type().orElse(type));
    return options.max().orElse(usual);
  }
}
