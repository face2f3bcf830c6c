package dev.underpin.planner.postgresql.kit;

import dev.underpin.dialect.postgresql.lexer.Lexer;
import dev.underpin.dialect.postgresql.lexer.Token;
import dev.underpin.planner.recipe.StepKey;
import dev.underpin.planner.recipe.StepKey.State;
import dev.underpin.schema.model.Partition;
import dev.underpin.schema.model.QualifiedName;
import dev.underpin.schema.model.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Which rows a partition takes. The server attaches no partition while another one takes some of
 * its rows, so what takes the place of a partition that goes comes after it.
 */
public final class PartitionRange {
  private static final Pattern NUMBER = Pattern.compile("'?-?\\d+(\\.\\d+)?'?");
  private static final Pattern DAY = Pattern.compile("'\\d{4}-\\d{2}-\\d{2}.*");
  private static final int DAY_LENGTH = "'2026-01-31".length();

  private PartitionRange() {}

  /** What a step has that takes the rows of a partition away from it. */
  public static StepKey of(QualifiedName partition) {
    return State.PARTITION_RANGE.of(partition);
  }

  /** The partitions that must have gone, or have another range, before one has its range. */
  public static List<StepKey> takenFrom(PostgresContext context, Table partition) {
    Partition is = partition.partition().orElseThrow();
    List<StepKey> keys = new ArrayList<>();
    for (Table other : context.renamed().tables().values()) {
      Optional<Partition> was = other.partition().filter(p -> p.of().equals(is.of()));
      if (was.isEmpty() || other.name().equals(partition.name())) continue;
      boolean stays =
          context
              .target()
              .table(other.name())
              .flatMap(Table::partition)
              .filter(p -> p.bound().equals(was.get().bound()))
              .isPresent();
      if (!stays && mayOverlap(was.get(), is)) keys.add(of(other.name()));
    }
    return keys;
  }

  /** False where it is certain that no row fits both. */
  static boolean mayOverlap(Partition one, Partition other) {
    if (one.isDefault() || other.isDefault()) return one.isDefault() && other.isDefault();
    List<Token> a = Lexer.tokens(one.bound().canonical());
    List<Token> b = Lexer.tokens(other.bound().canonical());
    if (isOf(a, "in") && isOf(b, "in")) {
      List<String> values = list(a, "in");
      return list(b, "in").stream().anyMatch(values::contains);
    }
    if (isOf(a, "with") && isOf(b, "with")) return sameRemainder(list(a, "with"), list(b, "with"));
    if (!isOf(a, "from") || !isOf(b, "from")) return true;
    return !endsBefore(list(a, "to"), list(b, "from"))
        && !endsBefore(list(b, "to"), list(a, "from"));
  }

  private static boolean isOf(List<Token> bound, String word) {
    return bound.stream().anyMatch(t -> t.word(word));
  }

  /** What is in the parentheses after a word, parted at the commas. */
  private static List<String> list(List<Token> bound, String word) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    int depth = 0;
    boolean in = false;
    for (Token token : bound) {
      if (depth == 0) in |= token.word(word);
      if (!in) continue;
      if (token.is("(") && depth++ == 0) continue;
      if (token.is(")") && --depth == 0) break;
      if (depth == 0) continue;
      if (depth == 1 && token.is(",")) {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(token.text());
      }
    }
    values.add(value.toString());
    return values;
  }

  /** The end belongs to no range, so one may begin where another ends. */
  private static boolean endsBefore(List<String> end, List<String> start) {
    if (end.equals(start)) return true;
    OptionalInt order = order(end.get(0), start.get(0));
    return order.isPresent()
        && (order.getAsInt() < 0 || order.getAsInt() == 0 && end.size() == 1 && start.size() == 1);
  }

  /** Empty where only the server knows, by the type of the column. */
  private static OptionalInt order(String one, String other) {
    if (one.equalsIgnoreCase("minvalue") || other.equalsIgnoreCase("maxvalue"))
      return one.equalsIgnoreCase(other) ? OptionalInt.of(0) : OptionalInt.of(-1);
    if (one.equalsIgnoreCase("maxvalue") || other.equalsIgnoreCase("minvalue"))
      return OptionalInt.of(1);
    if (NUMBER.matcher(one).matches() && NUMBER.matcher(other).matches())
      return OptionalInt.of(number(one).compareTo(number(other)));
    if (one.equals(other)) return OptionalInt.of(0);
    if (!DAY.matcher(one).matches() || !DAY.matcher(other).matches()) return OptionalInt.empty();
    int days = one.substring(0, DAY_LENGTH).compareTo(other.substring(0, DAY_LENGTH));
    return days == 0 ? OptionalInt.empty() : OptionalInt.of(days);
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text.replace("'", ""));
  }

  /** {@code modulus 4}, {@code remainder 1}: rows fit both where the remainders agree. */
  private static boolean sameRemainder(List<String> one, List<String> other) {
    Optional<BigInteger> modulus = value(one, "modulus");
    Optional<BigInteger> second = value(other, "modulus");
    Optional<BigInteger> remainder = value(one, "remainder");
    Optional<BigInteger> rest = value(other, "remainder");
    if (modulus.isEmpty() || second.isEmpty() || remainder.isEmpty() || rest.isEmpty()) return true;
    BigInteger shared = modulus.get().gcd(second.get());
    if (shared.signum() == 0) return true;
    return remainder.get().subtract(rest.get()).mod(shared).signum() == 0;
  }

  private static Optional<BigInteger> value(List<String> options, String word) {
    return options.stream()
        .filter(o -> o.toLowerCase(Locale.ROOT).startsWith(word))
        .map(o -> o.substring(word.length()).strip())
        .filter(o -> o.matches("\\d+"))
        .map(BigInteger::new)
        .findFirst();
  }
}
