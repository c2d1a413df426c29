#!/bin/sh
# Set up a server of one's own on Debian 12: a repository whose staff push to submit/*, and the site it publishes.
# Run it again whenever you like: what is already so stays so. A file that is not as this script left it is not touched.
set -eu
umask 022
cd "$(dirname "$0")/.."

usage() {
    cat <<'END'
用法：sudo deploy/set-up.sh --host 域名 [选项]

在 Debian 12 上把一台服务器设好：nginx、git 仓库和钩子、定时发布。可以反复运行。

  --host 域名             网站的域名，必填
  --certificate 文件      HTTPS 证书（连同中间证书）；和 --key 一起写
  --key 文件              证书的私钥
  --maintainer 用户名     维护者，可以推送主线 main；可以写多次
  --auto-merge            检查通过的提交自动合并；不写就等维护者合并
  --frame-ancestors 名单  哪些网站可以把 /embed/ 的页面放进框里，默认 *（都可以）
  --listen 地址           nginx 监听的地址和端口，默认 80（有证书时 443）
  --wheels 文件夹         从这里装 Python 包，不上网
  --program 文件          已经装好的 brands 程序；不写就装到 /opt/brands
  --prefix 文件夹         全部写到这个文件夹下面，不装软件包，不动用户和服务（试用、测试）

用户名和密码用 deploy/add-user.sh 加。
END
}

say() { printf '%s\n' "$*"; }
fail() {
    printf '没有设好：%s\n' "$*" >&2
    exit 1
}

host='' certificate='' key='' maintainers='' auto_merge='' frame_ancestors='*' listen='' wheels='' program='' prefix=''
while [ $# -gt 0 ]; do
    option=$1
    case $option in
        -h | --help) usage; exit 0 ;;
        --auto-merge) auto_merge=true; shift; continue ;;
        --host | --certificate | --key | --maintainer | --frame-ancestors | --listen | --wheels | --program | --prefix)
            [ $# -ge 2 ] || fail "$option 后面缺少内容" ;;
        *) usage >&2; fail "没有 $option 这个选项" ;;
    esac
    case $option in
        --host) host=$2 ;;
        --certificate) certificate=$2 ;;
        --key) key=$2 ;;
        --maintainer) maintainers="$maintainers $2" ;;
        --frame-ancestors) frame_ancestors=$2 ;;
        --listen) listen=$2 ;;
        --wheels) wheels=$2 ;;
        --program) program=$2 ;;
        --prefix) prefix=${2%/} ;;
    esac
    shift 2
done

# --- what is asked for, looked at before anything is done ---------------------------------------------------------

plain() { # NAME VALUE: only what needs no quoting in any of the files written below
    case $2 in *[!A-Za-z0-9._:/@-]*) fail "$1 里有不能用的字符：$2" ;; esac
}
[ -n "$host" ] || { usage >&2; fail "缺少 --host"; }
plain --host "$host"
plain --listen "$listen"
plain --prefix "$prefix"
plain --program "$program"
plain --certificate "$certificate"
plain --key "$key"
case $frame_ancestors in *[!A-Za-z0-9.:/*\ -]*) fail "--frame-ancestors 里有不能用的字符：$frame_ancestors" ;; esac
[ -z "$certificate" ] && [ -z "$key" ] || { [ -r "$certificate" ] && [ -r "$key" ]; } ||
    fail "--certificate 和 --key 要一起写，都要读得了"
case $prefix in '' | /*) ;; *) fail "--prefix 要写完整路径" ;; esac
[ -n "$prefix" ] || [ "$(id -u)" = 0 ] || fail "要用 root 运行：sudo deploy/set-up.sh …"
[ -n "$prefix" ] || command -v apt-get >/dev/null || fail "这台机器不是 Debian（没有 apt-get）"

data=$prefix/srv/brands
repository=$data/brands.git
site=$data/site
configuration=$prefix/etc/brands
nginx=$prefix/etc/nginx
units=$prefix/etc/systemd/system
written=$configuration/written.sha256
user=brands
[ -z "$prefix" ] || user=$(id -un)

as_user() { # COMMAND…: as the user who owns the data
    if [ "$(id -un)" = "$user" ]; then "$@"; else runuser -u "$user" -- "$@"; fi
}

# --- packages, user, program --------------------------------------------------------------------------------------

install_packages() {
    set -- nginx-light fcgiwrap git openssl rsync
    [ -n "$program" ] || set -- "$@" python3-venv
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' && continue
        say "安装软件包：$*"
        apt-get -q update
        DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "$@"
        return
    done
}

make_user() {
    id "$user" >/dev/null 2>&1 && return
    say "新建系统用户 $user"
    adduser --system --group --home "$data" --no-create-home --shell /bin/sh "$user"
}

install_program() {
    if [ -n "$program" ]; then
        [ -x "$program" ] || fail "$program 不是能运行的程序"
        return
    fi
    program=/opt/brands/bin/brands
    say "安装（更新）brands 程序：$program"
    [ -x /opt/brands/bin/python ] || python3 -m venv /opt/brands
    source=''
    [ -z "$wheels" ] || source="--no-index --find-links $wheels"
    # shellcheck disable=SC2086 # several words
    /opt/brands/bin/python -m pip install -q --disable-pip-version-check $source --require-hashes -r deploy/requirements.lock
    # shellcheck disable=SC2086
    /opt/brands/bin/python -m pip install -q --disable-pip-version-check $source --no-deps --no-build-isolation --force-reinstall .
}

# --- configuration files ------------------------------------------------------------------------------------------

put() { # TEMPLATE TARGET: fill in a template; a target that somebody else has written or changed is not touched
    filled=$(mktemp)
    sed -e "s|@HOST@|$host|g" -e "s|@LISTEN@|$listening|g" -e "s|@SITE@|$site|g" -e "s|@USER@|$user|g" \
        -e "s|@USERS@|$configuration/users|g" -e "s|@SOCKET@|$prefix/run/brands-git.sock|g" \
        -e "s|@FASTCGI_PARAMS@|/etc/nginx/fastcgi_params|g" -e "s|@GIT_HTTP_BACKEND@|$(git --exec-path)/git-http-backend|g" \
        -e "s|@REPOSITORIES@|$data|g" -e "s|@REPOSITORY@|$repository|g" -e "s|@DATA@|$data|g" \
        -e "s|@PROGRAM@|$program|g" -e "s|@FRAME_ANCESTORS@|$frame_ancestors|g" -e "s|@BROTLI@|$brotli|g" "$1" >"$filled"
    if cmp -s "$filled" "$2"; then
        rm "$filled"
    elif [ -e "$2" ] && ! grep -qxF "$(sha256sum "$2")" "$written" 2>/dev/null; then
        rm "$filled"
        fail "$2 不是本脚本写的，或者写了以后有人改过。先把它移走或改名，再运行一次。什么都没有写。"
    elif [ -n "$looking" ]; then
        rm "$filled"
    else
        say "写 $2"
        mkdir -p "$(dirname "$2")"
        cp "$filled" "$2.new"
        rm "$filled"
        chmod "$(stat -c %a "$1")" "$2.new"
        mv "$2.new" "$2"
        changed=true
    fi
    [ -n "$looking" ] || remember "$2"
}

remember() { # FILE: that it is ours as it stands
    { grep -v "  $1\$" "$written" 2>/dev/null || true; sha256sum "$1"; } >"$written.new"
    mv "$written.new" "$written"
}

describe_listening() {
    if [ -n "$certificate" ]; then
        port=${listen:-443}
        listening="listen $port ssl http2;"
        [ -n "$listen" ] || listening="$listening listen [::]:$port ssl http2;"
        listening="$listening ssl_certificate $certificate; ssl_certificate_key $key; ssl_protocols TLSv1.2 TLSv1.3;"
    else
        port=${listen:-80}
        listening="listen $port;"
        [ -n "$listen" ] || listening="$listening listen [::]:$port;"
    fi
    brotli=''
    ! ls /etc/nginx/modules-enabled/*brotli-static.conf >/dev/null 2>&1 || brotli='brotli_static on;'
}

enable_site() { # NAME: a link as Debian makes it
    mkdir -p "$nginx/sites-enabled"
    [ -e "$nginx/sites-enabled/$1" ] || ln -s "../sites-available/$1" "$nginx/sites-enabled/$1"
}

put_files() {
    put deploy/nginx/brands.conf "$nginx/sites-available/brands.conf"
    [ -z "$redirects" ] || put deploy/nginx/redirect.conf "$nginx/sites-available/brands-redirect.conf"
    for unit in brands-git.socket brands-git.service brands-publish.service brands-publish.timer; do
        put "deploy/systemd/$unit" "$units/$unit"
    done
    for hook in pre-receive post-receive; do
        put "deploy/hooks/$hook" "$repository/hooks/$hook"
    done
}

write_configuration() {
    mkdir -p "$configuration"
    looking=''
    put_files
    enable_site brands.conf
    [ -z "$redirects" ] || enable_site brands-redirect.conf
    # The password file is nginx's to read and nobody else's.
    [ -e "$configuration/users" ] || (umask 027 && : >"$configuration/users")
    [ -n "$prefix" ] || chown root:www-data "$configuration/users"
}

# --- the repository -----------------------------------------------------------------------------------------------

configure() { # KEY VALUE
    as_user git -C "$repository" config "$1" "$2"
}

make_repository() {
    mkdir -p "$data" "$site"
    [ -n "$prefix" ] || chown "$user:$user" "$data" "$site"
    if ! [ -d "$repository" ]; then
        say "新建仓库 $repository"
        as_user git init -q --bare --initial-branch=main "$repository"
    fi
    configure core.logAllRefUpdates true  # what main was before any push can be looked up
    configure receive.fsckObjects true
    configure receive.maxInputSize 64m
    configure transfer.hideRefs refs/replace
    configure user.name brands
    configure user.email "brands@$host"
    configure brands.program "$program"
    configure brands.site "$site"
    configure brands.worktree "$data/main"
    configure brands.siteUrl "$address"
    [ -z "$auto_merge" ] || configure brands.autoMerge "$auto_merge"
    for name in $maintainers; do
        as_user git -C "$repository" config --get-all brands.maintainer | grep -qxF "$name" ||
            as_user git -C "$repository" config --add brands.maintainer "$name"
    done
    touch "$repository/git-daemon-export-ok"
    if ! as_user git -C "$repository" rev-parse -q --verify main >/dev/null && git rev-parse -q --verify HEAD >/dev/null; then
        say "把本仓库的当前提交放进去，作为主线 main"
        commits=$(mktemp)
        git bundle create -q "$commits" HEAD
        chmod a+r "$commits"
        as_user git -C "$repository" fetch -q "$commits" HEAD:refs/heads/main
        rm "$commits"
    fi
}

# --- services -----------------------------------------------------------------------------------------------------

start_services() {
    if ! nginx -t -q; then
        rm -f "$nginx/sites-enabled/brands.conf" "$nginx/sites-enabled/brands-redirect.conf"
        fail "nginx 不接受这份配置，已经停用；原来的网站不受影响"
    fi
    systemctl enable -q brands-git.socket brands-publish.timer
    if [ -d /run/systemd/system ]; then
        systemctl daemon-reload
        systemctl disable -q --now fcgiwrap.socket fcgiwrap.service  # Debian's own, which serves nobody here
        [ -z "$changed" ] || systemctl stop brands-git.service brands-git.socket
        systemctl start brands-git.socket brands-publish.timer
        systemctl reload-or-restart nginx
        say "发布……"
        systemctl start brands-publish.service ||
            say "发布没有成功，原因见：journalctl -u brands-publish.service"
    else
        say "这里没有运行 systemd，服务要等开机时启动。"
    fi
}

changed=''
redirects=''
[ -z "$certificate" ] || [ -n "$listen" ] || redirects=true
scheme=http
[ -z "$certificate" ] || scheme=https
address=$scheme://$host/
if [ -z "$prefix" ]; then
    install_packages
    make_user
    install_program
else
    [ -x "$program" ] || fail "写了 --prefix，也要写 --program"
    mkdir -p "$prefix/run"
fi
describe_listening
looking=true  # refuses before anything is written
put_files
make_repository
write_configuration
[ -n "$prefix" ] || start_services

say "设好了。"
say "网站：$address"
say "仓库：$address""git/brands.git"
say "加用户：deploy/add-user.sh 用户名"
[ -n "$certificate" ] || say "注意：没有证书，密码在网上明文传送，只能在单位内网这样用。加证书：--certificate 和 --key。"
