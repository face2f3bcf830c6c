import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One session of the application. It writes only rows whose number has its remainder, and remembers
 * what it wrote, so that each row can be compared in the end. A statement is due every few
 * milliseconds; where the one before it had to wait, it is late, and that counts as its wait too.
 */
final class Session implements AutoCloseable {
  static final int SESSIONS = 2;
  private static final long EVERY = 2_000_000;
  private final Database database;
  private final int number;
  private final int rows;
  private final String column;
  private final Waits waits;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Thread thread;

  /** What the rows must have now: from the number of an item to its size. */
  final Map<Long, Integer> written;

  /** How many lines this session added. */
  long lines;

  long errors;
  String firstError;

  /**
   * @param column the name by which this code knows the column {@code size}
   * @param written what a session with this number wrote before
   */
  Session(
      Database database, int number, int rows, String column, Waits waits, Map<Long, Integer> written) {
    this.database = database;
    this.number = number;
    this.rows = rows;
    this.column = column;
    this.waits = waits;
    this.written = new HashMap<>(written);
    this.thread = new Thread(this::run, "session " + number);
    thread.start();
  }

  private void run() {
    Random random = new Random(number);
    try (Connection connection = database.connect()) {
      long due = System.nanoTime();
      while (!stop.get()) {
        long ahead = due - System.nanoTime();
        if (ahead > 0) Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
        try {
          once(connection, random);
        } catch (SQLException e) {
          errors++;
          if (firstError == null) firstError = e.getMessage().lines().findFirst().orElse("");
        }
        waits.add(System.nanoTime() - due);
        due = Math.max(due + EVERY, System.nanoTime() - EVERY);
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void once(Connection connection, Random random) throws SQLException {
    long id = 1 + random.nextInt(rows / SESSIONS - 1) * (long) SESSIONS + number;
    int size = random.nextInt(1000);
    switch (random.nextInt(10)) {
      case 0 -> {
        try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO item (owner, " + column + ", label) VALUES (1, ?, 'new')",
                new String[] {"id"})) {
          insert.setInt(1, size);
          insert.executeUpdate();
          try (ResultSet key = insert.getGeneratedKeys()) {
            key.next();
            written.put(key.getLong(1), size);
          }
        }
      }
      case 1 -> {
        try (PreparedStatement insert =
            connection.prepareStatement("INSERT INTO line (item) VALUES (?)")) {
          insert.setInt(1, (int) id);
          insert.executeUpdate();
          lines++;
        }
      }
      case 2, 3, 4, 5 -> {
        try (PreparedStatement select =
            connection.prepareStatement("SELECT " + column + " FROM item WHERE id = ?")) {
          select.setInt(1, (int) id);
          try (ResultSet row = select.executeQuery()) {
            if (!row.next() || row.getInt(1) != written.getOrDefault(id, Load.sizeOf(id)))
              throw new SQLException("item " + id + " is not what was written");
          }
        }
      }
      default -> {
        try (PreparedStatement update =
            connection.prepareStatement(
                "UPDATE item SET " + column + " = ?, label = 'seen' WHERE id = ?")) {
          update.setInt(1, size);
          update.setInt(2, (int) id);
          if (update.executeUpdate() != 1) throw new SQLException("item " + id + " is not there");
          written.put(id, size);
        }
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop.set(true);
    thread.join();
  }
}
