package dev.underpin.runner.sqlite;

import dev.underpin.runner.session.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How many instructions of SQLite's virtual machine one row of a statement takes, read from the
 * program that the statement was compiled to (<a
 * href="https://sqlite.org/opcode.html">documentation</a>).
 *
 * <p>The program is walked along its loop over the table once: past what only an error would do,
 * and through what is skipped for some rows. So it is an estimate, and it needs no row to be read.
 */
final class RowCost {
  private static final int LONGEST = 100_000;

  /** Instructions that go on at {@code p2} where their condition holds, else with the next one. */
  private static final Set<String> BRANCHES =
      Set.of(
          "If",
          "IfNot",
          "IsNull",
          "NotNull",
          "IsTrue",
          "IsType",
          "ZeroOrNull",
          "IfNullRow",
          "Eq",
          "Ne",
          "Lt",
          "Le",
          "Gt",
          "Ge",
          "ElseEq",
          "Once",
          "SeekLT",
          "SeekLE",
          "SeekGE",
          "SeekGT",
          "IfNoHope",
          "NoConflict",
          "NotFound",
          "Found",
          "SeekRowid",
          "NotExists",
          "Last",
          "IfEmpty",
          "IfSizeBetween",
          "IdxLE",
          "IdxGT",
          "IdxLT",
          "IdxGE",
          "FkIfZero",
          "IfPos",
          "IfNotZero",
          "DecrJumpZero",
          "RowSetRead",
          "RowSetTest",
          "Filter",
          "MustBeInt",
          "Rewind",
          "Sort",
          "SorterSort");

  private final List<Instruction> program;
  private final Set<Integer> failing = new HashSet<>();

  private record Instruction(String name, int p1, int p2, int p3) {}

  private RowCost(List<Instruction> program) {
    this.program = program;
    findFailing();
  }

  /**
   * @param statement one that goes through the rows of a table, one after the other
   * @return absent where it does not, or in a way that is not known here
   */
  static OptionalLong of(Connection connection, String statement) throws SQLException {
    List<Instruction> program = new ArrayList<>();
    for (List<Optional<String>> row : Sql.rows(connection, "EXPLAIN " + statement)) {
      program.add(
          new Instruction(
              row.get(1).orElse(""), number(row.get(2)), number(row.get(3)), number(row.get(4))));
    }
    return new RowCost(program).ofOneRow();
  }

  private static int number(Optional<String> text) {
    return text.map(Integer::parseInt).orElse(0);
  }

  /** Where nothing but the end of the program follows, which within a loop is an error. */
  private void findFailing() {
    for (int before = -1; before != failing.size(); ) {
      before = failing.size();
      for (int at = program.size() - 1; at >= 0; at--) {
        if (fails(program.get(at), at)) failing.add(at);
      }
    }
  }

  private boolean fails(Instruction i, int at) {
    if (i.name.equals("Halt")) return true;
    if (i.name.equals("Goto")) return failing.contains(i.p2);
    if (isLoop(i) || List.of("Yield", "Gosub", "Return", "EndCoroutine").contains(i.name))
      return false;
    boolean next = failing.contains(at + 1);
    return isBranch(i) ? next && failing.contains(i.p2) : next;
  }

  private static boolean isLoop(Instruction i) {
    return i.name.equals("Next") || i.name.equals("Prev") || i.name.equals("SorterNext");
  }

  private static boolean isBranch(Instruction i) {
    return BRANCHES.contains(i.name) && !(i.name.equals("MustBeInt") && i.p2 == 0);
  }

  /** From the end of the outermost loop, once around, back to it. */
  private OptionalLong ofOneRow() {
    Map<Integer, Integer> resume = new HashMap<>();
    long steps = 0;
    long lastRound = -1;
    int loop = -1;
    for (int at = 0; at >= 0 && at < program.size() && steps < LONGEST; steps++) {
      Instruction i = program.get(at);
      if (isLoop(i) && (loop == -1 || loop == at) && isOutermost(at)) {
        if (loop == at) return OptionalLong.of(steps - lastRound);
        loop = at;
        lastRound = steps;
        at = i.p2;
      } else if (i.name.equals("Halt")) {
        return OptionalLong.empty();
      } else {
        at = after(i, at, resume);
      }
    }
    return OptionalLong.empty();
  }

  /** An inner loop ends before the outer one, and begins after it. */
  private boolean isOutermost(int at) {
    for (int later = at + 1; later < program.size(); later++) {
      Instruction i = program.get(later);
      if (isLoop(i) && i.p2 <= program.get(at).p2) return false;
    }
    return true;
  }

  private int after(Instruction i, int at, Map<Integer, Integer> resume) {
    switch (i.name) {
      case "Init", "Goto" -> {
        return i.p2;
      }
      case "InitCoroutine" -> {
        resume.put(i.p1, i.p3);
        return i.p2 == 0 ? at + 1 : i.p2;
      }
      case "Yield" -> {
        int there = resume.getOrDefault(i.p1, -1);
        resume.put(i.p1, at + 1);
        return there;
      }
      case "Gosub" -> {
        resume.put(i.p1, at + 1);
        return i.p2;
      }
      case "Return" -> {
        // A subroutine that is written where it is used first is run through there.
        return resume.getOrDefault(i.p1, at + 1);
      }
      default -> {
        return isBranch(i) && failing.contains(at + 1) ? i.p2 : at + 1;
      }
    }
  }
}
