// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>
#include <string>
#include <string_view>

#include <zlib.h>

namespace coroscope
{

/// Compresses a stream of bytes as a gzip file without a date: the same bytes give the same file.
class GzipWriter
{
public:
    GzipWriter();
    ~GzipWriter();
    GzipWriter(const GzipWriter &) = delete;
    GzipWriter &operator=(const GzipWriter &) = delete;

    /// Compresses `bytes`, and appends what is ready of the result.
    void add(std::string_view bytes, std::string &out) { run(bytes, out, Z_NO_FLUSH); }
    /// Appends the rest; nothing may be added after it.
    void finish(std::string &out) { run({}, out, Z_FINISH); }

private:
    void run(std::string_view bytes, std::string &out, int flush);

    z_stream m_stream{};
};

/// Takes a gzip file apart, also one of several parts one after the other.
class GzipReader
{
public:
    GzipReader();
    ~GzipReader();
    GzipReader(const GzipReader &) = delete;
    GzipReader &operator=(const GzipReader &) = delete;

    /// Whether a file that begins with these bytes is a gzip file.
    static bool recognizes(std::string_view start) { return start.starts_with("\x1f\x8b"); }

    /// Gives the next bytes to take apart; read() must have used up those before.
    void add(std::string_view bytes);
    /// Replaces `out` by the next part of the result, of limited length; empty when more bytes are needed or
    /// the data are bad.
    void read(std::string &out);

    /// What is wrong with the data, in words; nothing while they are good.
    const std::optional<QString> &problem() const { return m_problem; }
    /// Whether the data are whole: the file may end here.
    bool isComplete() const { return m_isComplete; }

private:
    z_stream m_stream{};
    std::optional<QString> m_problem;
    bool m_isComplete = false;
    bool m_isFull = false; // the last result filled the room it had: there may be more without more bytes
};

} // namespace coroscope
