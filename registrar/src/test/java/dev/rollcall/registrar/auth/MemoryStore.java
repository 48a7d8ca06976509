package dev.rollcall.registrar.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Plain passwords in memory. Counts the questions, and can be told to do something first, such as to wait or fail. */
final class MemoryStore implements CredentialStore {
    final Map<Subscriber, String> passwords = new ConcurrentHashMap<>();
    final AtomicInteger questions = new AtomicInteger();
    final Queue<List<Subscriber>> asked = new ConcurrentLinkedQueue<>();
    volatile Runnable first = () -> {};

    @Override
    public Map<Subscriber, Secret> find(List<Subscriber> subscribers) {
        questions.incrementAndGet();
        asked.add(subscribers);
        first.run();
        Map<Subscriber, Secret> found = new HashMap<>();
        for (Subscriber subscriber : subscribers) {
            if (passwords.containsKey(subscriber)) {
                found.put(subscriber, new Secret.Password(passwords.get(subscriber)));
            }
        }
        return found;
    }

    @Override
    public List<DigestAlgorithm> algorithms() {
        return List.of(DigestAlgorithm.values());
    }
}
