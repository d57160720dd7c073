package stride.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * A fixed number of threads that share out numbered tasks.
 *
 * <p>Which thread takes which task is left to chance, so a task writes only to what is its own: then the result is the
 * same for any number of threads. A task must not hand out tasks to the same workers: it would wait for itself.
 */
public final class Workers implements AutoCloseable {
    /** No further thread: every task runs in the caller's. */
    public static final Workers NONE = new Workers(1);

    private final int threads;
    private final ExecutorService pool;

    private Workers(int threads) {
        this.threads = threads;
        ThreadFactory daemons = Thread.ofPlatform().daemon().name("stride-", 1).factory();
        this.pool = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1, daemons);
    }

    /** Starts {@code threads} workers, the caller's thread counted among them; at least 1. */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads, at least 1 is needed");
        }
        return threads == 1 ? NONE : new Workers(threads);
    }

    /** The number of threads that work at once, the caller's among them. */
    public int threads() {
        return threads;
    }

    /** Runs the tasks 0 .. {@code tasks} - 1 and returns when all are done; the first failure is thrown here. */
    public void run(int tasks, IntConsumer task) {
        if (pool == null || tasks <= 1) {
            for (int i = 0; i < tasks; i++) {
                task.accept(i);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < tasks && failure.get() == null; i = next.getAndIncrement()) {
                try {
                    task.accept(i);
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                }
            }
        };
        int helpers = Math.min(threads, tasks) - 1;
        CountDownLatch done = new CountDownLatch(helpers);
        for (int i = 0; i < helpers; i++) {
            pool.execute(() -> {
                share.run();
                done.countDown();
            });
        }
        share.run();
        awaitAll(done);
        switch (failure.get()) {
            case null -> {}
            case Error e -> throw e;
            case Throwable e -> throw (RuntimeException) e;
        }
    }

    /** Waits even when interrupted: a helper still writes to the caller's arrays. */
    private static void awaitAll(CountDownLatch done) {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdown();
        }
    }
}
