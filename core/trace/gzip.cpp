// SPDX-License-Identifier: MIT
#include "core/trace/gzip.h"

#include <cstddef>
#include <new>

namespace coroscope
{
namespace
{

constexpr int gzipWindow = 15 + 16; // zlib's largest window, and "a gzip header around it"
constexpr std::size_t step = std::size_t{1} << 18;

// zlib does not change its input, but its interface does not say so.
Bytef *input(std::string_view bytes) { return reinterpret_cast<Bytef *>(const_cast<char *>(bytes.data())); }

} // namespace

GzipWriter::GzipWriter()
{
    if (deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipWindow, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
}

GzipWriter::~GzipWriter() { deflateEnd(&m_stream); }

void GzipWriter::run(std::string_view bytes, std::string &out, int flush)
{
    m_stream.next_in = input(bytes);
    m_stream.avail_in = static_cast<uInt>(bytes.size());
    do {
        const std::size_t before = out.size();
        out.resize(before + step);
        m_stream.next_out = reinterpret_cast<Bytef *>(out.data() + before);
        m_stream.avail_out = step;
        deflate(&m_stream, flush);
        out.resize(before + step - m_stream.avail_out);
    } while (m_stream.avail_out == 0);
}

GzipReader::GzipReader()
{
    if (inflateInit2(&m_stream, gzipWindow) != Z_OK)
        throw std::bad_alloc();
}

GzipReader::~GzipReader() { inflateEnd(&m_stream); }

void GzipReader::add(std::string_view bytes)
{
    m_stream.next_in = input(bytes);
    m_stream.avail_in = static_cast<uInt>(bytes.size());
}

void GzipReader::read(std::string &out)
{
    out.clear();
    while (out.empty() && (m_stream.avail_in > 0 || m_isFull) && !m_problem) {
        if (m_isComplete) {
            inflateReset(&m_stream);
            m_isComplete = false;
        }
        out.resize(step);
        m_stream.next_out = reinterpret_cast<Bytef *>(out.data());
        m_stream.avail_out = step;
        const int status = inflate(&m_stream, Z_NO_FLUSH);
        m_isFull = m_stream.avail_out == 0;
        out.resize(step - m_stream.avail_out);
        if (status == Z_STREAM_END)
            m_isComplete = true;
        else if (status != Z_OK && status != Z_BUF_ERROR)
            m_problem = QStringLiteral("the compressed data are damaged");
    }
}

} // namespace coroscope
