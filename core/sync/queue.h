// SPDX-License-Identifier: MIT
#pragma once

#include "core/sync/event.h"
#include "core/sync/heap.h"

#include <concepts>
#include <deque>

namespace coroscope::async
{

/// In which order a queue gives its items.
enum class QueueOrder {
    Fifo,     ///< asyncio.Queue
    Priority, ///< asyncio.PriorityQueue: the least first, by heapq's rules
    Lifo,     ///< asyncio.LifoQueue
};

/// What a queue is without its items: who waits to get and to put, and the count of unfinished items.
class QueueBase
{
public:
    QueueBase(Scheduler &scheduler, std::int64_t maxSize, std::string name);

    std::int64_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    /// Never for a queue without a limit.
    bool isFull() const { return m_maxSize > 0 && m_size >= m_maxSize; }
    std::int64_t maxSize() const { return m_maxSize; }
    std::int64_t unfinished() const { return m_unfinished; }

    /// One item that was taken is dealt with. Throws ValueError if there is none.
    void taskDone();

    class Join final : public Waiter
    {
    public:
        explicit Join(QueueBase &queue) : m_queue(&queue) {}
        bool await_ready() const { return m_queue->m_unfinished == 0; }
        void await_suspend(std::coroutine_handle<> continuation);
        void await_resume() const
        {
            if (m_cancelled)
                throwCancelled();
        }
        bool wake(TaskState &task, bool cancelled) override;
        void describe(TaskWaiting &waiting) const override
        {
            m_queue->m_object.describeWait(waiting, WaitKind::QueueJoin, 0);
        }
        bool isCancelled() const { return m_cancelled; }

    private:
        QueueBase *m_queue;
    };

    /// Waits until every item that was put is dealt with.
    Awaitable<Join, QueueBase> join() { return Awaitable<Join, QueueBase>(*this); }
    const SyncObject &object() const { return m_object; }

protected:
    ~QueueBase() = default;
    /// A wait for an item or for room. The turn comes by wakeNext(); whether there still is something then
    /// decides if it goes on or waits again, at the end of the queue, as in asyncio.
    class Turn : public Waiter
    {
    public:
        bool isCancelled() const { return m_cancelled; }

    protected:
        void begin(QueueBase &queue, WaitQueue &side, std::coroutine_handle<> continuation);
        void beginAgain(QueueBase &queue, WaitQueue &side);
        /// The task was cancelled: leaves, and passes the turn on if it was given one that another could use.
        void abandon(QueueBase &queue, WaitQueue &side, bool another);
    };

    void wakeNext(WaitQueue &side, ReadyCause because)
    {
        if (Waiter *waiter = side.firstPending()) {
            side.remove(*waiter);
            waiter->complete(because);
        }
    }
    void itemAdded()
    {
        ++m_unfinished;
        wakeNext(m_getters, ReadyCause::Put);
        tell();
    }
    void itemTaken()
    {
        wakeNext(m_putters, ReadyCause::Got);
        tell();
    }
    void tell() const { m_object.tell(m_size, m_getters.pending() + m_putters.pending()); }

    SyncObject m_object;
    WaitQueue m_getters;
    WaitQueue m_putters;
    WaitQueue m_joiners;
    std::int64_t m_maxSize;
    std::int64_t m_size = 0; // a deque has to work its own out
    std::int64_t m_unfinished = 0;
};

/// asyncio.Queue, PriorityQueue and LifoQueue.
///
/// Who waits to get or to put is served in order of arrival. An item is not handed to a waiter: the waiter is
/// woken and takes it when it runs; if somebody else was quicker it waits again.
template <typename T, typename Less = std::less<T>>
class Queue : public QueueBase
{
public:
    /// `maxSize` 0 or less: no limit.
    explicit Queue(Scheduler &scheduler, std::int64_t maxSize = 0, std::string name = "queue",
                   QueueOrder order = QueueOrder::Fifo, Less less = {})
        : QueueBase(scheduler, maxSize, std::move(name)), m_order(order), m_less(std::move(less))
    {
    }

    /// In a task.
    explicit Queue(std::int64_t maxSize = 0, std::string name = "queue", QueueOrder order = QueueOrder::Fifo,
                   Less less = {})
        : Queue(Scheduler::running(), maxSize, std::move(name), order, std::move(less))
    {
    }

    /// Throws QueueFull.
    void putNowait(T item)
    {
        if (isFull())
            throw QueueFull();
        add(std::move(item));
    }

    /// Throws QueueEmpty.
    T getNowait()
    {
        if (isEmpty())
            throw QueueEmpty();
        return take();
    }

    class Get final : public Turn
    {
    public:
        explicit Get(Queue &queue) : m_queue(&queue) {}
        bool await_ready()
        {
            if (m_queue->isEmpty())
                return false;
            m_item.emplace(m_queue->take());
            return true;
        }
        void await_suspend(std::coroutine_handle<> continuation)
        {
            this->begin(*m_queue, m_queue->m_getters, continuation);
        }
        T await_resume()
        {
            if (this->m_cancelled)
                this->throwCancelled();
            return std::move(*m_item);
        }
        bool wake(TaskState &, bool cancelled) override
        {
            this->m_cancelled = this->wasCancelled(cancelled);
            if (this->m_cancelled) {
                this->abandon(*m_queue, m_queue->m_getters, !m_queue->isEmpty());
            } else if (m_queue->isEmpty()) {
                this->beginAgain(*m_queue, m_queue->m_getters);
                return false;
            } else {
                m_item.emplace(m_queue->take());
            }
            return true;
        }
        void describe(TaskWaiting &waiting) const override
        {
            m_queue->m_object.describeWait(waiting, WaitKind::QueueGet, this->m_position);
        }

    private:
        Queue *m_queue;
        std::optional<T> m_item;
    };

    class Put final : public Turn
    {
    public:
        Put(Queue &queue, T item) : m_queue(&queue), m_item(std::move(item)) {}
        bool await_ready()
        {
            if (m_queue->isFull())
                return false;
            m_queue->add(std::move(m_item));
            return true;
        }
        void await_suspend(std::coroutine_handle<> continuation)
        {
            this->begin(*m_queue, m_queue->m_putters, continuation);
        }
        void await_resume()
        {
            if (this->m_cancelled)
                this->throwCancelled();
            if (m_error)
                std::rethrow_exception(m_error);
        }
        bool wake(TaskState &, bool cancelled) override
        {
            this->m_cancelled = this->wasCancelled(cancelled);
            if (this->m_cancelled) {
                this->abandon(*m_queue, m_queue->m_putters, !m_queue->isFull());
            } else if (m_queue->isFull()) {
                this->beginAgain(*m_queue, m_queue->m_putters);
                return false;
            } else {
                addOrKeepError();
            }
            return true;
        }
        void describe(TaskWaiting &waiting) const override
        {
            m_queue->m_object.describeWait(waiting, WaitKind::QueuePut, this->m_position);
        }

    private:
        void addOrKeepError()
        {
            try {
                m_queue->add(std::move(m_item));
            } catch (...) {
                m_error = std::current_exception(); // items that cannot be compared
            }
        }

        Queue *m_queue;
        T m_item;
        std::exception_ptr m_error;
    };

    /// As Awaitable, with the item.
    class [[nodiscard]] Putting
    {
    public:
        Putting(Queue &queue, T item) : m_queue(&queue), m_item(std::move(item)) {}
        Put operator co_await() { return Put(*m_queue, std::move(m_item)); }

    private:
        Queue *m_queue;
        T m_item;
    };

    /// Takes an item; waits while there is none.
    Awaitable<Get, Queue> get() { return Awaitable<Get, Queue>(*this); }
    /// Adds an item; waits while the queue is full.
    Putting put(T item) { return Putting(*this, std::move(item)); }

private:
    void add(T item)
    {
        m_items.push_back(std::move(item));
        ++m_size;
        if (m_order == QueueOrder::Priority)
            heapSiftDown(m_items, 0, m_items.size() - 1, m_less);
        itemAdded();
    }

    T take()
    {
        std::optional<T> item;
        --m_size; // an item is gone even where comparing the others throws
        if (m_order == QueueOrder::Priority) {
            item.emplace(heapPop(m_items, m_less));
        } else if (m_order == QueueOrder::Lifo) {
            item.emplace(std::move(m_items.back()));
            m_items.pop_back();
        } else {
            item.emplace(std::move(m_items.front()));
            m_items.pop_front();
        }
        itemTaken();
        return std::move(*item);
    }

    std::deque<T> m_items;
    QueueOrder m_order;
    Less m_less;
};

} // namespace coroscope::async
