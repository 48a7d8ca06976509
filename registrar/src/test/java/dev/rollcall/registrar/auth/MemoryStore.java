package dev.rollcall.registrar.auth;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Plain passwords in memory. Counts the questions, and can be told to do something first, such as to wait or fail. */
final class MemoryStore implements CredentialStore {
    final Map<Subscriber, String> passwords = new ConcurrentHashMap<>();
    final AtomicInteger questions = new AtomicInteger();
    volatile Runnable first = () -> {};

    @Override
    public Optional<Secret> find(Subscriber subscriber) {
        questions.incrementAndGet();
        first.run();
        return Optional.ofNullable(passwords.get(subscriber)).map(Secret.Password::new);
    }

    @Override
    public List<DigestAlgorithm> algorithms() {
        return List.of(DigestAlgorithm.values());
    }
}
