package dev.underpin.workflow;

import java.util.List;
import java.util.Set;

/**
 * One step of a plan.
 *
 * @param number counted from 1
 * @param title what it does, in plain words
 * @param subject the table or object that it is about
 * @param up the statements that it runs, without closing semicolons
 * @param down those that roll it back; empty where there is nothing to roll back
 * @param lock the engine's name for what it locks
 * @param blocks what the application notices: {@code allows reads and writes}, {@code blocks
 *     writes} or {@code blocks reads and writes}
 * @param work what the server does in that time, such as {@code metadata only}
 * @param approvals the words of {@code --allow} that it needs
 */
public record PlannedStep(
    int number,
    Phase phase,
    String title,
    String subject,
    List<String> up,
    List<String> down,
    String lock,
    String blocks,
    String work,
    List<Hazard> hazards,
    Set<String> approvals) {
  public PlannedStep {
    up = List.copyOf(up);
    down = List.copyOf(down);
    hazards = List.copyOf(hazards);
    approvals = Set.copyOf(approvals);
  }

  /** The step for a person: its title, what it blocks, its SQL and its hazards. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("%d. %s: %s (%s, %s)\n".formatted(number, subject, title, blocks, work));
    for (String statement : up) text.append((statement + ";").indent(3));
    for (Hazard hazard : hazards)
      text.append("   %s [%s]\n".formatted(hazard.text(), hazard.code()));
    if (!approvals.isEmpty())
      text.append("   needs approval: %s\n".formatted(String.join(", ", approvals)));
    return text.toString();
  }
}
