package dev.underpin.cli.text;

import dev.underpin.planner.recipe.Refusal;
import dev.underpin.planner.step.Allow;
import dev.underpin.planner.step.Risk;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.schema.catalog.TableFacts;
import dev.underpin.schema.finding.Finding;
import dev.underpin.schema.json.Json;
import dev.underpin.workflow.plan.DurationEstimate;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.report.ChangeLine;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plan as JSON. Keys are only ever added within a version. */
public final class PlanJson {
  private PlanJson() {}

  /** The whole plan. */
  public static String of(PlanResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "1.0");
    json.put("database", result.catalog().database());
    json.put("engine", result.catalog().engine().id());
    json.put("engine_version", result.catalog().engine().version().toString());
    json.put("live", result.live());
    json.put("verdict", result.isEmpty() ? "unchanged" : result.isRefused() ? "refused" : "ready");
    json.put("summary", new Verdict(result).headline());
    json.put("needs", words(result.plan().needs()));
    json.put("missing", words(result.missing()));
    json.put("risk", result.risks().whole().word());
    json.put("max_risk", result.risks().limit().map(Risk::word));
    json.put("pending", result.pending());
    result
        .continuing()
        .ifPresent(c -> json.put("continuing", Map.of("id", c.id(), "remaining", c.remaining())));
    json.put("changes", result.differences().stream().map(d -> change(d, result)).toList());
    json.put("steps", steps(result));
    json.put("checks", result.answers().stream().map(a -> check(a, result)).toList());
    json.put("refusals", result.refusals().stream().map(r -> refusal(r, result)).toList());
    json.put("rehearsal", result.rehearsal());
    json.put("notes", result.notes().stream().map(Object::toString).toList());
    return Json.pretty(json) + "\n";
  }

  private static List<String> words(Collection<Allow> words) {
    return words.stream().sorted().map(Allow::word).toList();
  }

  private static Map<String, Object> change(ChangeLine d, PlanResult result) {
    Map<String, Object> json = new LinkedHashMap<>(DriftJson.difference(d, result.names()));
    json.put("declared_at", result.place(d.target()).map(Object::toString));
    return json;
  }

  private static List<Map<String, Object>> steps(PlanResult result) {
    List<Step> steps = result.plan().steps();
    return java.util.stream.IntStream.range(0, steps.size())
        .mapToObj(i -> step(i + 1, steps.get(i), result))
        .toList();
  }

  private static Map<String, Object> step(int number, Step step, PlanResult result) {
    TableFacts facts = result.catalog().facts(step.subject());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", number);
    json.put("phase", step.phase().word());
    json.put("title", step.title());
    json.put("subject", result.names().of(step.subject()));
    json.put("path", step.source().map(result.names()::of).orElse(""));
    json.put("runs", step.mode().word());
    json.put("up", step.up());
    json.put("down", step.down());
    json.put("lock", step.lock().name());
    json.put("blocks", step.lock().blocks().name().toLowerCase(java.util.Locale.ROOT));
    json.put("work", step.lock().work().name().toLowerCase(java.util.Locale.ROOT));
    json.put("estimated_ms", DurationEstimate.of(step, facts).map(Duration::toMillis));
    json.put("hazards", step.hazards().stream().map(PlanJson::hazard).toList());
    json.put("needs", words(step.needs()));
    json.put("risk", result.risks().items().get(number - 1).risk().word());
    return json;
  }

  private static Map<String, Object> hazard(Finding hazard) {
    Map<String, Object> json = new LinkedHashMap<>();
    coded(json, hazard);
    json.put("text", hazard.text());
    return json;
  }

  private static void coded(Map<String, Object> json, Finding finding) {
    json.put("code", finding.code().id());
    json.put("arguments", finding.arguments());
  }

  private static Map<String, Object> check(DataCheckAnswer answer, PlanResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", result.names().of(answer.probe().table()));
    coded(json, answer.probe().finding());
    json.put("finding", answer.probe().finding().text());
    json.put("state", answer.unanswered().isPresent() ? "not checked" : "checked");
    json.put("why_not", answer.unanswered());
    json.put("rows", Optional.of(answer.count()).filter(n -> answer.unanswered().isEmpty()));
    json.put("samples", answer.samples());
    json.put("violated", result.violations().contains(answer));
    json.put("remedy", answer.probe().remedy());
    return json;
  }

  private static Map<String, Object> refusal(Refusal refusal, PlanResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", refusal.subject());
    coded(json, refusal.reason());
    json.put("reason", refusal.reason().text());
    json.put("remedy", refusal.remedy());
    json.put("answered_by", words(refusal.answeredBy()));
    json.put("declared_at", result.place(refusal.source()).map(Object::toString));
    return json;
  }
}
