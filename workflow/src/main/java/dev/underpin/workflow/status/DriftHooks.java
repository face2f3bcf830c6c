package dev.underpin.workflow.status;

import dev.underpin.schema.finding.FindingCode;
import dev.underpin.workflow.database.StepNumbers;
import dev.underpin.workflow.hook.HookMessage;
import dev.underpin.workflow.hook.HookRun;
import dev.underpin.workflow.settings.HookEvent;
import dev.underpin.workflow.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Tells the hooks of drift. */
public final class DriftHooks {
  private DriftHooks() {}

  /**
   * Tell of drift, where there is some.
   *
   * @param notes told what commands print, and what failed
   */
  public static void tell(DriftResult result, Settings settings, Consumer<String> notes) {
    if (!result.needsSomebody() || settings.hooks().isEmpty()) return;
    List<String> objects = new ArrayList<>();
    result.differences().forEach(d -> objects.add(d.subject(result.names())));
    result.lost().forEach(lost -> objects.add(lost.toString()));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("command", "drift");
    data.put("code", FindingCode.SCHEMA_DIFFERS.id());
    data.put("differences", objects);
    data.put("partially_applied", result.partial().map(DriftResult.Partial::id));
    String text =
        objects.isEmpty()
            ? result.partial().map(DriftResult.Partial::sentence).orElse("")
            : "drift: %s (%s)"
                .formatted(
                    StepNumbers.count(objects.size(), "difference"), String.join(", ", objects));
    new HookRun(settings.hooks(), notes)
        .tell(HookMessage.of(HookEvent.ON_DRIFT, settings, text, data));
  }
}
