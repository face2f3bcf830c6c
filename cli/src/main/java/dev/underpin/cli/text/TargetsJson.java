package dev.underpin.cli.text;

import dev.underpin.schema.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command did on many databases, for other programs. */
public final class TargetsJson {
  private TargetsJson() {}

  /** One entry for each database, with what the command says of it alone. */
  public static String of(String command, List<TargetResult> results) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("command", command);
    json.put("exit_code", TargetResult.exitCode(results));
    List<Object> targets = new ArrayList<>();
    for (TargetResult one : results) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("target", one.name());
      entry.put("result", one.words());
      one.code().ifPresent(code -> entry.put("exit_code", code));
      if (one.code().isPresent()) entry.put("seconds", one.took().toMillis() / 1_000.0);
      if (!one.problem().isEmpty()) entry.put("problem", one.problem());
      if (!one.output().isBlank()) entry.put("output", new Json.Written(one.output().strip()));
      targets.add(entry);
    }
    json.put("targets", targets);
    return Json.pretty(json);
  }
}
