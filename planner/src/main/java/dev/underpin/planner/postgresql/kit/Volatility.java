package dev.underpin.planner.postgresql.kit;

import dev.underpin.schema.model.SqlText;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a default has one value for all rows, so that PostgreSQL 11 and later keep it in the
 * catalog instead of writing it into each row. A function that is not known here is taken for
 * volatile: that only means a longer way.
 *
 * <p>See "Function Volatility Categories" in the PostgreSQL manual.
 */
public final class Volatility {
  private static final Set<String> STABLE =
      Set.of(
          """
          now current_timestamp current_date current_time localtime localtimestamp
          transaction_timestamp statement_timestamp current_user session_user current_setting
          current_database current_schema timezone date_trunc date_part extract coalesce nullif
          greatest least lower upper concat md5 length abs round floor ceil to_char to_date
          to_timestamp make_date make_interval jsonb_build_object jsonb_build_array
          json_build_object json_build_array array_fill int4range int8range numrange tsrange
          tstzrange daterange point box interval cast row varchar char character numeric decimal
          time timestamp bit varying in and or not when then else case
          """
              .strip()
              .split("\\s+"));

  /** They give each row another value, and asking for one changes nothing, as nextval would. */
  private static final Set<String> RANDOM =
      Set.of(
          "random",
          "random_normal",
          "gen_random_uuid",
          "uuidv4",
          "uuidv7",
          "uuid_generate_v1",
          "uuid_generate_v4",
          "gen_random_bytes",
          "clock_timestamp",
          "timeofday");

  private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'");
  private static final Pattern CALL =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_$.]*|\"(?:[^\"]|\"\")*\")\\s*\\(");

  private Volatility() {}

  /** True where every row would get the same value. */
  public static boolean isConstant(SqlText expression) {
    return callsOnly(expression, STABLE::contains);
  }

  /**
   * True where a value can be asked for before the plan runs, and nothing changes by that. The rows
   * may get other values than those that are looked at: what is found then is likely, and not sure.
   */
  public static boolean canBeAsked(SqlText expression) {
    return callsOnly(expression, name -> STABLE.contains(name) || RANDOM.contains(name));
  }

  private static boolean callsOnly(SqlText expression, Predicate<String> known) {
    Matcher calls = CALL.matcher(QUOTED.matcher(expression.canonical()).replaceAll("''"));
    while (calls.find()) {
      String name = calls.group(1).toLowerCase(Locale.ROOT);
      if (!known.test(name.startsWith("pg_catalog.") ? name.substring(11) : name)) return false;
    }
    return true;
  }
}
