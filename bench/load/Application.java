import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The application: its sessions, each with the code that it runs, old or new. */
final class Application implements AutoCloseable {
  private final Database database;
  private final int rows;
  private final List<Session> sessions = new ArrayList<>();
  private final List<Session> ended = new ArrayList<>();
  final Waits waits = new Waits();

  Application(Database database, int rows, String column) {
    this.database = database;
    this.rows = rows;
    for (int i = 0; i < Session.SESSIONS; i++) sessions.add(start(i, column, Map.of()));
  }

  private Session start(int number, String column, Map<Long, Integer> written) {
    return new Session(database, number, rows, column, waits, written);
  }

  /** Deploys new code to one session: it knows the column by this name. */
  void deploy(int number, String column) throws InterruptedException {
    Session before = sessions.get(number);
    before.close();
    ended.add(before);
    sessions.set(number, start(number, column, before.written));
  }

  @Override
  public void close() throws InterruptedException {
    for (Session session : sessions) session.close();
  }

  private List<Session> all() {
    List<Session> all = new ArrayList<>(ended);
    all.addAll(sessions);
    return all;
  }

  long errors() {
    return all().stream().mapToLong(s -> s.errors).sum();
  }

  String firstError() {
    return all().stream().filter(s -> s.errors > 0).map(s -> s.firstError).findFirst().orElse("");
  }

  /**
   * Compares each row with what the sessions wrote, or with what it was in the beginning.
   *
   * @return how many rows or lines are missing, too many, or have another value
   */
  long differences(String column) throws SQLException {
    Map<Long, Integer> written = new HashMap<>();
    sessions.forEach(s -> written.putAll(s.written));
    long lines = all().stream().mapToLong(s -> s.lines).sum();
    long added = written.keySet().stream().filter(id -> id > rows).count();
    long differences = 0;
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.setFetchSize(10_000);
        long count = 0;
        try (ResultSet row = statement.executeQuery("SELECT id, " + column + " FROM item")) {
          while (row.next()) {
            count++;
            long id = row.getLong(1);
            if (row.getInt(2) != written.getOrDefault(id, Load.sizeOf(id))) differences++;
          }
        }
        differences += Math.abs(count - rows - added);
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM line")) {
          row.next();
          differences += Math.abs(row.getLong(1) - rows / 10 - lines);
        }
      }
    }
    return differences;
  }
}
