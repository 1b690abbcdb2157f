// Generated from packages/api/openapi/charging.json (充电桩用户端 API 1.0.0).
// Do not edit: npx tsx scripts/generate-sdk.mts

export interface paths {
    "/u/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 用户登录
         * @description 无需登录
         */
        post: operations["account.login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/u/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 用户注册
         * @description 无需登录
         */
        post: operations["account.register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/u/login/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 短信验证码登录
         * @description 无需登录
         */
        post: operations["account.loginByCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/u/code/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 发送短信验证码
         * @description 无论手机号是否注册，响应相同；同一手机号60秒内只能发送一次；频繁发送时需要图形验证码。无需登录
         */
        post: operations["account.sendCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/u/captcha": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取图形验证码
         * @description 5分钟内有效，只能使用一次。无需登录
         */
        get: operations["account.captcha"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/u/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 以短信验证码重置密码
         * @description 成功后该账号的全部登录失效。无需登录
         */
        post: operations["account.resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/password/modify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改密码
         * @description 成功后该账号的其他登录失效，当前登录保留。登录即可访问
         */
        post: operations["account.changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 退出登录
         * @description 登录即可访问
         */
        post: operations["account.logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/detail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取用户信息
         * @description 登录即可访问
         */
        get: operations["account.detail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/charge/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 申请充电
         * @description 权限：charging:charge
         */
        post: operations["charge.apply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/charge/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 取消充电
         * @description 权限：charging:charge
         */
        post: operations["charge.cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/charge/modify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * 修改充电请求
         * @description 权限：charging:charge
         */
        post: operations["charge.modify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/charge/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 返回充电状态
         * @description 权限：charging:charge
         */
        get: operations["charge.info"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/user/log/get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 获取历史数据
         * @description 权限：charging:charge
         */
        get: operations["logs.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/traces/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * 追踪一次充电
         * @description 权限：charging:charge
         */
        get: operations["traces.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Failure: {
            /** @constant */
            code: -1;
            msg: string;
            /**
             * @description Stable name of the failure
             * @example charging.no-request
             */
            error: string;
        };
        Trace: {
            correlation_id: string;
            order_no: string | null;
            entries: {
                /**
                 * @description ISO 8601 with offset
                 * @example 2025-03-12T15:36:05.120+08:00
                 */
                at: string;
                /** @enum {string} */
                source: "order" | "command" | "reply" | "frame" | "device-event" | "acknowledgement" | "coupon" | "payment" | "ledger";
                what: string;
                detail: {
                    [key: string]: unknown;
                };
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type Failure = components['schemas']['Failure'];
export type Trace = components['schemas']['Trace'];
export type $defs = Record<string, never>;
export interface operations {
    "account.login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 用户名或手机号
                     * @example wyc2002
                     */
                    username: string;
                    /** @example 123456wyc */
                    password: string;
                    /**
                     * @description 图形验证码
                     * @example ABCD
                     */
                    captcha?: string;
                    /** @description 图形验证码的captcha_key */
                    captcha_key?: string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description 用户名或手机号
                     * @example wyc2002
                     */
                    username: string;
                    /** @example 123456wyc */
                    password: string;
                    /**
                     * @description 图形验证码
                     * @example ABCD
                     */
                    captcha?: string;
                    /** @description 图形验证码的captcha_key */
                    captcha_key?: string;
                };
                "multipart/form-data": {
                    /**
                     * @description 用户名或手机号
                     * @example wyc2002
                     */
                    username: string;
                    /** @example 123456wyc */
                    password: string;
                    /**
                     * @description 图形验证码
                     * @example ABCD
                     */
                    captcha?: string;
                    /** @description 图形验证码的captcha_key */
                    captcha_key?: string;
                };
            };
        };
        responses: {
            /** @description 登录成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        /** @description token */
                        token: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "account.register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @example wyc2002 */
                    username: string;
                    /** @example 123456wyc */
                    password: string;
                    /**
                     * Format: email
                     * @example driver@example.com
                     */
                    email: string;
                    /** @description 车牌号 */
                    license_plate?: string;
                    /** @description 汽车电池容量，kWh（文档的拼写） */
                    battery_capcity?: number | string;
                    /** @description 汽车电池容量，kWh */
                    battery_capacity?: number | string;
                    /**
                     * @description 手机号，须同时提供发送到该号码的code
                     * @example 13800138000
                     */
                    mobile?: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code?: string;
                };
                "application/x-www-form-urlencoded": {
                    /** @example wyc2002 */
                    username: string;
                    /** @example 123456wyc */
                    password: string;
                    /**
                     * Format: email
                     * @example driver@example.com
                     */
                    email: string;
                    /** @description 车牌号 */
                    license_plate?: string;
                    /** @description 汽车电池容量，kWh（文档的拼写） */
                    battery_capcity?: number | string;
                    /** @description 汽车电池容量，kWh */
                    battery_capacity?: number | string;
                    /**
                     * @description 手机号，须同时提供发送到该号码的code
                     * @example 13800138000
                     */
                    mobile?: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code?: string;
                };
                "multipart/form-data": {
                    /** @example wyc2002 */
                    username: string;
                    /** @example 123456wyc */
                    password: string;
                    /**
                     * Format: email
                     * @example driver@example.com
                     */
                    email: string;
                    /** @description 车牌号 */
                    license_plate?: string;
                    /** @description 汽车电池容量，kWh（文档的拼写） */
                    battery_capcity?: number | string;
                    /** @description 汽车电池容量，kWh */
                    battery_capacity?: number | string;
                    /**
                     * @description 手机号，须同时提供发送到该号码的code
                     * @example 13800138000
                     */
                    mobile?: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code?: string;
                };
            };
        };
        responses: {
            /** @description 注册成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        /** @description token */
                        token: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "account.loginByCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code: string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code: string;
                };
                "multipart/form-data": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code: string;
                };
            };
        };
        responses: {
            /** @description 登录成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        /** @description token */
                        token: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "account.sendCode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /** @enum {string} */
                    type: "login" | "register" | "reset_password";
                    /**
                     * @description 图形验证码
                     * @example ABCD
                     */
                    captcha?: string;
                    /** @description 图形验证码的captcha_key */
                    captcha_key?: string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /** @enum {string} */
                    type: "login" | "register" | "reset_password";
                    /**
                     * @description 图形验证码
                     * @example ABCD
                     */
                    captcha?: string;
                    /** @description 图形验证码的captcha_key */
                    captcha_key?: string;
                };
                "multipart/form-data": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /** @enum {string} */
                    type: "login" | "register" | "reset_password";
                    /**
                     * @description 图形验证码
                     * @example ABCD
                     */
                    captcha?: string;
                    /** @description 图形验证码的captcha_key */
                    captcha_key?: string;
                };
            };
        };
        responses: {
            /** @description 验证码发送成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        data: {
                            /**
                             * @description 秒
                             * @example 300
                             */
                            expires_in: number;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "account.captcha": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        data: {
                            captcha_key: string;
                            /** @description SVG图片的data URI */
                            image: string;
                            /**
                             * @description 秒
                             * @example 300
                             */
                            expires_in: number;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "account.resetPassword": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code: string;
                    /**
                     * @description 新密码，至少8个字符
                     * @example new_password456
                     */
                    password: string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code: string;
                    /**
                     * @description 新密码，至少8个字符
                     * @example new_password456
                     */
                    password: string;
                };
                "multipart/form-data": {
                    /**
                     * @description 手机号
                     * @example 13800138000
                     */
                    mobile: string;
                    /**
                     * @description 短信验证码
                     * @example 123456
                     */
                    code: string;
                    /**
                     * @description 新密码，至少8个字符
                     * @example new_password456
                     */
                    password: string;
                };
            };
        };
        responses: {
            /** @description 密码重置成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "account.changePassword": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    old_password: string;
                    /**
                     * @description 新密码，至少8个字符
                     * @example new_password456
                     */
                    new_password: string;
                };
                "application/x-www-form-urlencoded": {
                    old_password: string;
                    /**
                     * @description 新密码，至少8个字符
                     * @example new_password456
                     */
                    new_password: string;
                };
                "multipart/form-data": {
                    old_password: string;
                    /**
                     * @description 新密码，至少8个字符
                     * @example new_password456
                     */
                    new_password: string;
                };
            };
        };
        responses: {
            /** @description 密码修改成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "account.logout": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 退出成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "account.detail": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 获取用户信息成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        data: {
                            user_id: string;
                            username: string;
                            email: string;
                            license_plate: string;
                            /** @description kWh */
                            battery_capacity: number;
                            created_at: string;
                            updated_at: string;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "charge.apply": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
                /** @description 多站部署时选择站点 */
                station_id?: number;
            };
            header?: {
                /** @description The same key gives the same answer; send one for every attempt of one wish */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description 充电模式
                     * @enum {string}
                     */
                    mode: "fast" | "slow";
                    /** @description 充电量，kWh */
                    quantity: number | string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description 充电模式
                     * @enum {string}
                     */
                    mode: "fast" | "slow";
                    /** @description 充电量，kWh */
                    quantity: number | string;
                };
                "multipart/form-data": {
                    /**
                     * @description 充电模式
                     * @enum {string}
                     */
                    mode: "fast" | "slow";
                    /** @description 充电量，kWh */
                    quantity: number | string;
                };
            };
        };
        responses: {
            /** @description 申请成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        /**
                         * @description 排队号码
                         * @example F1
                         */
                        data: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "charge.cancel": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
                /** @description 多站部署时选择站点 */
                station_id?: number;
            };
            header?: {
                /** @description The same key gives the same answer; send one for every attempt of one wish */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 取消成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "charge.modify": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
                /** @description 多站部署时选择站点 */
                station_id?: number;
            };
            header?: {
                /** @description The same key gives the same answer; send one for every attempt of one wish */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description 充电模式
                     * @enum {string}
                     */
                    mode?: "fast" | "slow";
                    /** @description 充电量，kWh */
                    quantity?: number | string;
                };
                "application/x-www-form-urlencoded": {
                    /**
                     * @description 充电模式
                     * @enum {string}
                     */
                    mode?: "fast" | "slow";
                    /** @description 充电量，kWh */
                    quantity?: number | string;
                };
                "multipart/form-data": {
                    /**
                     * @description 充电模式
                     * @enum {string}
                     */
                    mode?: "fast" | "slow";
                    /** @description 充电量，kWh */
                    quantity?: number | string;
                };
            };
        };
        responses: {
            /** @description 修改成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        /** @description 新的排队号码 */
                        data: string;
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "charge.info": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
                /** @description 多站部署时选择站点 */
                station_id?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 查询成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        data: {
                            user_id: string;
                            /** @enum {string} */
                            charging_type: "fast" | "slow";
                            /** @description 申请的充电量，kWh */
                            request_power: number;
                            queue_num: string;
                            /** @description 已等待秒数 */
                            time_duration: number;
                            created_at: string;
                            /** @description 是否已被叫号 */
                            state: boolean;
                            /**
                             * @description 当前阶段
                             * @enum {string}
                             */
                            status: "waiting" | "called" | "charging" | "charged" | "interrupted";
                            /** @description 叫到的充电桩 */
                            pile: string | null;
                            /** @description 充电桩id */
                            charging_station_id: number | null;
                            cars_ahead: number | null;
                            estimated_start: string | null;
                            estimated_finish: string | null;
                            /** @description 已充电量，kWh */
                            charged_energy: string;
                            /** @description 目前费用，元 */
                            cost: string;
                        };
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "logs.list": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
                /** @description 返回的个数，默认为10 */
                num?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description 查询成功 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        log: {
                            record_id: number;
                            request_id: number;
                            charging_station_id: number;
                            start_time: string;
                            end_time: string;
                            /** @description kWh */
                            actual_power: string;
                            /** @description 元 */
                            service_fee: string;
                            /** @description 元 */
                            charging_fee: string;
                            /** @description 元 */
                            total_fee: string;
                            periods: {
                                period: string;
                                from: string;
                                to: string;
                                energy: string;
                                price: string;
                                fee: string;
                            }[];
                            correlation_id: string;
                        }[];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
    "traces.get": {
        parameters: {
            query?: {
                /** @description token；也可用 Authorization: Bearer */
                token?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        code: 200;
                        msg: string;
                        data: components["schemas"]["Trace"];
                    };
                };
            };
            /** @description 失败 */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
        };
    };
}
