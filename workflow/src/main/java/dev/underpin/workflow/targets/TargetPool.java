package dev.underpin.workflow.targets;

import dev.underpin.schema.error.UnderpinException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Does the same work on many databases, several at a time. Each has one connection, which ends with
 * its work, so the number of threads bounds the connections.
 *
 * @param jobs how many are worked on at a time
 * @param stopAfter after so many failures no other begins; those that have begun go on to their end
 */
public record TargetPool(int jobs, int stopAfter) {
  /**
   * Do the work.
   *
   * @param failed whether a result is a failure
   * @param ended told of each result when it is there, one at a time
   * @return in the order of the places; absent for one that was not begun
   */
  public <T, R> List<Optional<R>> run(
      List<T> places, Function<T, R> work, Predicate<R> failed, Consumer<R> ended) {
    if (places.isEmpty()) return List.of();
    AtomicInteger failures = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(jobs, places.size())), TargetPool::thread);
    try {
      List<Future<Optional<R>>> running = new ArrayList<>();
      for (T place : places)
        running.add(
            threads.submit(
                () -> {
                  if (failures.get() >= stopAfter) return Optional.empty();
                  R result = work.apply(place);
                  if (failed.test(result)) failures.incrementAndGet();
                  synchronized (failures) {
                    ended.accept(result);
                  }
                  return Optional.of(result);
                }));
      List<Optional<R>> done = new ArrayList<>();
      for (Future<Optional<R>> one : running) done.add(one.get());
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnderpinException(UnderpinException.Kind.FAILED, "Interrupted.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException problem) throw problem;
      if (e.getCause() instanceof Error problem) throw problem;
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "target");
    // A server that does not answer must not keep an interrupted command alive.
    thread.setDaemon(true);
    return thread;
  }
}
