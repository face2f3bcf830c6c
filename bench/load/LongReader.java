import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Somebody who reads the tables in long transactions: ten seconds each, with three seconds between
 * them. A change that needs a strong lock has to wait for such a reader, and whoever comes after
 * waits behind that change.
 */
final class LongReader implements AutoCloseable {
  private static final long READS = 10_000;
  private static final long PAUSES = 3_000;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final Thread thread;

  LongReader(Database database) {
    thread =
        new Thread(
            () -> {
              try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                while (!stop.get()) {
                  Database.execute(connection, "SELECT count(*) FROM item WHERE id < 10");
                  Database.execute(connection, "SELECT count(*) FROM line WHERE id < 10");
                  pause(READS);
                  connection.rollback();
                  pause(PAUSES);
                }
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            "long reader");
    thread.start();
  }

  private void pause(long milliseconds) throws InterruptedException {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    while (!stop.get() && System.nanoTime() < end) Thread.sleep(20);
  }

  @Override
  public void close() throws InterruptedException {
    stop.set(true);
    thread.join();
  }
}
