package dev.underpin.cli.text;

import static java.util.Objects.requireNonNull;

import dev.underpin.cli.terminal.Secrets;
import dev.underpin.planner.step.Allow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands to type next, with the flags that make them work: those of the command line that was
 * given, as far as the suggested command knows them. This is the only place that composes one.
 *
 * @param given the flags of the command line and their values; one without a value has an empty one
 */
public record SuggestedCommands(Map<String, String> given) {
  /** Where no flags were given. */
  public static final SuggestedCommands NONE = new SuggestedCommands(Map.of());

  private static final List<String> DATABASE = List.of("--url", "--env", "--target", "--config");

  /** What each command takes from the command line before it, in the order in which it is shown. */
  private static final Map<String, List<String>> TAKES =
      Map.ofEntries(
          Map.entry("init", with("--schema")),
          Map.entry("inspect", DATABASE),
          Map.entry("validate", with("--schema")),
          Map.entry(
              "plan",
              with(
                  "--schema",
                  "--migrations",
                  "--scratch-url",
                  "--engine",
                  "--allow",
                  "--discard",
                  "--only")),
          Map.entry("apply", with("--migrations", "--phase", "--create")),
          Map.entry(
              "apply --direct",
              with(
                  "--schema",
                  "--scratch-url",
                  "--allow",
                  "--discard",
                  "--only",
                  "--phase",
                  "--create")),
          Map.entry("rollback", with("--migrations")),
          Map.entry("status", with("--migrations")),
          Map.entry("drift", with("--migrations")),
          Map.entry("diff", List.of("--env", "--config", "--scratch-url")),
          Map.entry("doctor", with("--migrations")),
          Map.entry("resolve", with("--migrations")),
          Map.entry("baseline", with("--migrations")),
          Map.entry("rebase", with("--schema", "--migrations", "--scratch-url")),
          Map.entry("reset", DATABASE),
          Map.entry("trash", DATABASE),
          Map.entry("purge", DATABASE));

  /** A command in a message; where one is only spoken of, it stands between backquotes. */
  private static final Pattern ADVICE =
      Pattern.compile("(?<![`\\w./-])underpin ([a-z]+)((?: --direct)?)(?![a-z-])([^\\n(),;`]*)");

  public SuggestedCommands {
    given = Map.copyOf(given);
  }

  /** The commands that can be suggested, some with the flag that makes them another command. */
  public static Set<String> commands() {
    return TAKES.keySet();
  }

  /** The flags that a suggested command takes from the command line before it. */
  public static List<String> taken(String command) {
    return requireNonNull(TAKES.get(command));
  }

  /** The same with one flag more, which has no value. */
  public SuggestedCommands adding(String flag) {
    Map<String, String> all = new HashMap<>(given);
    all.put(flag, "");
    return new SuggestedCommands(all);
  }

  /** {@code underpin plan --save NAME --url sqlite:shop.db}. */
  public String of(String command, String... words) {
    String typed = command + (words.length == 0 ? "" : " " + String.join(" ", words));
    return "underpin " + typed + flags(key(command, typed), typed);
  }

  /**
   * {@link #of} with what has to be allowed.
   *
   * @param missing the words that were not given and are needed
   */
  String allowing(Collection<Allow> missing, String command, String... words) {
    List<String> typed = new ArrayList<>(List.of(words));
    TreeSet<Allow> allowed = new TreeSet<>(missing);
    String before = given.getOrDefault("--allow", "");
    for (String word : before.split(",")) Allow.of(word).ifPresent(allowed::add);
    if (List.of(before.split(",")).contains("all")) typed.add("--allow all");
    else if (!allowed.isEmpty()) typed.add("--allow " + Verdict.words(allowed));
    return of(command, typed.toArray(String[]::new));
  }

  /** A message in which every command that it tells to run has the flags. */
  public String complete(String message) {
    if (given.isEmpty() || !message.contains("underpin ")) return message;
    Matcher advice = ADVICE.matcher(message);
    StringBuilder out = new StringBuilder();
    while (advice.find()) {
      String command = advice.group(1);
      if (!TAKES.containsKey(command)) continue;
      String typed = command + advice.group(2) + advice.group(3);
      String flags = flags(key(command, typed), typed);
      advice.appendReplacement(
          out,
          Matcher.quoteReplacement(
              "underpin " + command + advice.group(2) + flags + complete(advice.group(3))));
    }
    return advice.appendTail(out).toString();
  }

  private static String key(String command, String typed) {
    return typed.startsWith("apply --direct") ? "apply --direct" : command;
  }

  private String flags(String key, String typed) {
    StringBuilder flags = new StringBuilder();
    for (String flag : TAKES.getOrDefault(key, List.of())) {
      String value = given.get(flag);
      // An environment that is named is another database.
      if ((flag.equals("--url") || flag.equals("--target")) && typed.contains("--env ")) continue;
      if (value == null || (typed + " ").contains(flag + " ")) continue;
      flags.append(' ').append(flag);
      if (!value.isEmpty()) flags.append(' ').append(quoted(Secrets.withoutPassword(value)));
    }
    return flags.toString();
  }

  private static List<String> with(String... more) {
    List<String> flags = new ArrayList<>(DATABASE);
    flags.addAll(List.of(more));
    return List.copyOf(flags);
  }

  /** The text as one word of a shell. */
  public static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:@=%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
