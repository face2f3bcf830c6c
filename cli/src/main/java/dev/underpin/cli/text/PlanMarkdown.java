package dev.underpin.cli.text;

import dev.underpin.planner.migration.Migrations;
import dev.underpin.planner.step.Step;
import dev.underpin.schema.catalog.DataCheckAnswer;
import dev.underpin.workflow.plan.DurationEstimate;
import dev.underpin.workflow.plan.PlanResult;
import dev.underpin.workflow.report.ChangeLine;
import java.util.List;

/** A plan as Markdown, for a pull request. */
public final class PlanMarkdown {
  private PlanMarkdown() {}

  /** The whole plan. */
  public static String of(PlanResult result) {
    StringBuilder out = new StringBuilder();
    out.append("### ").append(text(new Verdict(result).headline())).append("\n");
    if (result.isEmpty()) return out.toString();
    out.append("\n");
    result.rehearsal().ifPresent(t -> out.append(text(t)).append(".\n\n"));
    for (ChangeLine d : result.differences()) {
      out.append("- `")
          .append(d.sign().mark())
          .append("` **")
          .append(text(result.names().of(d.group())))
          .append("** ");
      out.append(text(d.line()));
      result
          .place(d.target())
          .ifPresent(
              l -> out.append(" <sub>").append(text(l.file() + ":" + l.row())).append("</sub>"));
      out.append("\n");
    }
    out.append("\n| | phase | step | lock | work |\n|---:|---|---|---|---|\n");
    List<Step> steps = result.plan().steps();
    for (int i = 0; i < steps.size(); i++) {
      Step s = steps.get(i);
      String time =
          DurationEstimate.of(s, result.catalog().facts(s.subject()))
              .map(t -> ", " + HumanUnits.time(t))
              .orElse("");
      out.append("| ").append(i + 1).append(" | ").append(s.phase().word()).append(" | ");
      out.append(text(Migrations.title(s, result.catalog().defaultNamespace()))).append(" | ");
      out.append(text(s.lock().name()))
          .append(", ")
          .append(s.lock().blocks().words())
          .append(" | ");
      out.append(s.lock().work().words()).append(time).append(" |\n");
    }
    sql(out, "SQL", steps.stream().map(Step::up).toList());
    List<List<String>> back = new java.util.ArrayList<>(steps.stream().map(Step::down).toList());
    java.util.Collections.reverse(back);
    sql(out, "Rollback", back);
    data(out, result);
    result
        .refusals()
        .forEach(
            r ->
                out.append("\n> **Refused:** ")
                    .append(text(r.reason().labelled() + " " + r.remedy()))
                    .append("\n"));
    result.notes().forEach(n -> out.append("\n> ").append(text(n.toString())).append("\n"));
    out.append("\n**").append(text(new Verdict(result).closing())).append("**\n");
    return out.toString();
  }

  private static void sql(StringBuilder out, String title, List<List<String>> statements) {
    out.append("\n<details><summary>").append(title).append("</summary>\n\n");
    String fence =
        statements.stream().flatMap(List::stream).anyMatch(s -> s.contains("```")) ? "~~~~" : "```";
    out.append(fence).append("sql\n");
    statements.forEach(
        step -> step.forEach(s -> out.append(SqlLines.ended(SqlLines.shown(s))).append("\n")));
    out.append(fence).append("\n\n</details>\n");
  }

  private static void data(StringBuilder out, PlanResult result) {
    if (result.answers().isEmpty()) return;
    out.append("\n**Data checks**\n\n");
    for (DataCheckAnswer a : result.answers()) {
      boolean violated = result.violations().contains(a);
      String mark = a.unanswered().isPresent() ? "❔ not checked: " : violated ? "❌ " : "✅ ";
      String sentence =
          a.unanswered().isPresent()
              ? result.names().of(a.probe().table()) + " " + a.probe().finding().text()
              : violated
                  ? a.labelled(result.names().defaultNamespace())
                  : DataCheckList.sentence(result, a);
      out.append("- ").append(mark).append(text(sentence)).append("\n");
    }
  }

  private static String text(String text) {
    return MarkdownText.escaped(text);
  }
}
